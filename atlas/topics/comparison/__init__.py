"""The question of comparison: measures, figures, words and exhibits."""
