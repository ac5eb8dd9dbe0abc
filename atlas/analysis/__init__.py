"""Measures: a plain table in, a named and indexed table or a record out. Nothing here draws."""
