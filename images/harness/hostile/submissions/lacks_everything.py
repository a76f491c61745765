"""Has nothing of what the tests may do without."""
