"""A helper module that belongs to the tests."""
from shop import Cart


def full_cart():
    return Cart().add("apple", 2).add("pear")


class Stub:
    name = "stub"
