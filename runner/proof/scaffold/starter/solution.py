"""TODO(author) What the candidate opens: signatures, types and docstrings, no bodies."""


def largest(items: list[int]) -> int:
    """Give the largest item, and 0 where there is none."""
    raise NotImplementedError
