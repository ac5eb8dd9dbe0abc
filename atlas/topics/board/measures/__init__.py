"""What the board counts, and the columns from which a browser counts the same."""
