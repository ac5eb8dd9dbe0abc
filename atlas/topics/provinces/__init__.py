"""The question of provinces: measures, figures, words and exhibits."""
