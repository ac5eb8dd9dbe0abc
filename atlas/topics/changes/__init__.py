"""The question of what changed: between two views of one table, or two states of the table."""
