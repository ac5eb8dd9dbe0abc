"""Figures of the topic borders."""
