"""Measures of the topic claims: kinds of tests, the test of each claim, and the answers."""
