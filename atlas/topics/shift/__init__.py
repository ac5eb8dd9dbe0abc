"""The question of shift: measures, figures, words and exhibits."""
