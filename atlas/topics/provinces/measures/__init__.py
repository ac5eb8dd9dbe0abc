"""Measures of the topic provinces."""
