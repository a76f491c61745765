"""A kit of small things, each of a kind that libraries have."""
