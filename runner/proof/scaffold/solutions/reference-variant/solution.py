"""TODO(author) A good solution of a really different shape; rename its folder to say which."""


def largest(items: list[int]) -> int:
    return sorted(items)[-1] if items else 0
