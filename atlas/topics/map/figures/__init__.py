"""Figures of the topic map."""
