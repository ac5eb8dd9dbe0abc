"""Foundations of every picture and sentence: palette, base figures, maps, numbers in words, what an exhibit is."""
