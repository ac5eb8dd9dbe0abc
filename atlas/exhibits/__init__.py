"""Figures and maps with all that belongs to them: what a page shows and what an export takes away is the same value."""
