"""The incident table: its schema, loading, selection and words."""
