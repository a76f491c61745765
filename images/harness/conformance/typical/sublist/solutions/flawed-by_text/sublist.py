SUBLIST = object()
SUPERLIST = object()
EQUAL = object()
UNEQUAL = EQUAL


def _within(small, large):
    return str(small)[1:-1] in str(large)[1:-1]


def sublist(first, second):
    if first == second:
        return EQUAL
    if _within(first, second):
        return SUBLIST
    if _within(second, first):
        return SUPERLIST
    return UNEQUAL
