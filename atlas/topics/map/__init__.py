"""The question of map: measures, figures, words and exhibits."""
