"""Exhibits of the topic map."""
