"""The question of the board: all that a selection counts, at one look, each part of it a filter."""
