"""Words of the topic provinces."""
