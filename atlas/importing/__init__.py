"""Bring your own data: from the event files of others to a table of the atlas, with an account of every row."""
