"""The question of borders: measures, figures, words and exhibits."""
