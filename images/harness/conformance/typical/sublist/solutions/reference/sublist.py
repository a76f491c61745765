SUBLIST = object()
SUPERLIST = object()
EQUAL = object()
UNEQUAL = object()


def _within(small, large):
    return any(large[start:start + len(small)] == small for start in range(len(large) - len(small) + 1))


def sublist(first, second):
    if first == second:
        return EQUAL
    if _within(first, second):
        return SUBLIST
    if _within(second, first):
        return SUPERLIST
    return UNEQUAL
