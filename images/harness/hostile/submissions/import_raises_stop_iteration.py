"""Raises StopIteration while it is imported."""

raise StopIteration(0)
