"""Measures of the topic borders."""
