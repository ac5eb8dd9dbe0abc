"""The question of the context: how large, led by whom, under which name, and where, as others say."""
