"""Figures of the topic shift."""
