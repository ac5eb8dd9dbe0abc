"""Measures of the topic timeline."""
