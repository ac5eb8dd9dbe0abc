"""The question of timeline: measures, figures, words and exhibits."""
