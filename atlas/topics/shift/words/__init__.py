"""Words of the topic shift."""
