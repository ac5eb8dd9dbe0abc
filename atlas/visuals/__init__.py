"""Figures, maps and captions: finished measures in, something to look at out."""
