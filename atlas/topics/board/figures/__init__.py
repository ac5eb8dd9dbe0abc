"""The board as what a browser draws: its scripts, its style and its pages."""
