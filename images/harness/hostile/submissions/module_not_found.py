"""The same, in the words of Python's own import system."""

raise ModuleNotFoundError("No module named 'solution'", name="solution")
