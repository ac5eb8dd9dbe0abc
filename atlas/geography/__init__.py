"""Provinces, regions, borders and the one spatial join between points and provinces."""
