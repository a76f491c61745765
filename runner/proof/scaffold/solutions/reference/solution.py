"""TODO(author) The solution that you would write, and that mutants are made of."""


def largest(items: list[int]) -> int:
    return max(items, default=0)
