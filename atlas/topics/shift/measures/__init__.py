"""Measures of the topic shift."""
