"""Figures of the topic provinces."""
