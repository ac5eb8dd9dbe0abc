"""The question of the claims: what the source briefs assert, against what the table says."""
