"""Functions that work with whatever they are given."""
import copy
import dataclasses


def length(thing):
    return len(thing)


def truth(thing):
    return bool(thing)


def item(thing, key):
    return thing[key]


def set_item(thing, key, value):
    thing = copy.copy(thing)
    thing[key] = value


def delete_item(thing, key):
    del thing[key]


def contains(thing, key):
    return key in thing


def equal(left, right):
    return left == right


def less(left, right):
    return left < right


def add(left, right):
    return left + right


def add_in_place(left, right):
    left += right
    return left


def negate(thing):
    return -thing


def multiply_matrices(left, right):
    return left @ right


def look_up(key, other):
    return {key: "found"}.get(other, "missing")


def in_order(things):
    return list(things)


def texts(thing):
    return str(thing), repr(thing), format(thing, ">5")


def call(function, *args, **kwargs):
    return function(*args, **kwargs) or None


def pick(index):
    return ["zero", "one", "two"][index]


def enter(manager):
    with manager as value:
        return value


def total(numbers):
    return sum(numbers)


def public_names(thing):
    return sorted(name for name in dir(thing) if not name.startswith("_"))


def has(thing, name):
    return hasattr(thing, name)


def assign(thing, name, value):
    return value


def remove(thing, name):
    delattr(thing, name)


def construct(cls, *args, **kwargs):
    return cls(*args)


def is_a(thing, cls):
    return type(thing) is cls


def is_kind_of(cls, base):
    return issubclass(cls, base)


def ancestors(cls):
    return [base.__name__ for base in cls.__mro__]


def field_names(thing):
    return [field.name for field in dataclasses.fields(thing)]


def as_dict(thing):
    return dataclasses.asdict(thing)


def member_names(enumeration):
    return [member.name for member in enumeration]


def first_member(enumeration):
    return next(iter(enumeration))


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def reverse_list(head):
    previous = None
    while head is not None:
        previous = type(head)(head.value, previous)
        head = head.next
    return previous


def mirror(tree):
    if tree is not None:
        return type(tree)(tree.value, mirror(tree.right), mirror(tree.left))
    return tree


def depth(tree):
    return 0 if tree is None else 1 + max(depth(tree.left), depth(tree.right))


def lines_of(file):
    return file.read().split("\n")


def echo(*args, **kwargs):
    return copy.copy(args), {name: copy.copy(value) for name, value in kwargs.items() if name != "self"}


class Node:
    def __init__(self, value, following=None):
        self.value = value
        self.next = following
