"""TODO(author) A whole solution with one realistic mistake; rename its folder to say which, and add others."""


def largest(items: list[int]) -> int:
    return max(items)
