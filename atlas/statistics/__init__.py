"""Foundations of every measure: periods, series, shares, rates, intervals, centres. Nothing here draws."""
