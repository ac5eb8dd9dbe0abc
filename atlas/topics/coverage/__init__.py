"""The question of the coverage: how much of what others counted the table holds, and how that changes over time."""
