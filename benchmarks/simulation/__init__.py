"""The methods of the shift tried on tables whose truth is known."""
