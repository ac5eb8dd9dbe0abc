"""Exhibits of the topic timeline."""
