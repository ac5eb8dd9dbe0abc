"""One folder per question, each with its measures, figures, words and exhibits."""
