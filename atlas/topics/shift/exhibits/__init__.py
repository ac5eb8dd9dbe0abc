"""Exhibits of the topic shift."""
