"""Functions that work with whatever they are given."""
import dataclasses


def length(thing):
    return len(list(thing))


def truth(thing):
    return bool(thing)


def item(thing, key):
    return thing[key]


def set_item(thing, key, value):
    thing[key] = value


def delete_item(thing, key):
    del thing[key]


def contains(thing, key):
    return any(key == other for other in thing)


def equal(left, right):
    return left is right


def less(left, right):
    return left < right


def add(left, right):
    return left + right


def add_in_place(left, right):
    return left + right


def negate(thing):
    return -thing


def multiply_matrices(left, right):
    return left @ right


def look_up(key, other):
    return "found" if key is other else "missing"


def in_order(things):
    return sorted(things)


def texts(thing):
    return str(thing), str(thing), f"{thing!s:>5}"


def call(function, *args, **kwargs):
    return function(*args, **kwargs)


def pick(index):
    return ["zero", "one", "two"][min(int(index.number), 2)]


def enter(manager):
    with manager:
        return manager


def total(numbers):
    return sum(numbers)


def public_names(thing):
    return sorted(name for name in dir(thing) if not name.startswith("_"))


def has(thing, name):
    return hasattr(thing, name)


def assign(thing, name, value):
    setattr(thing, name, value)
    return getattr(thing, name)


def remove(thing, name):
    delattr(thing, name)


def construct(cls, *args, **kwargs):
    return cls(*args, **kwargs)


def is_a(thing, cls):
    return isinstance(thing, cls)


def is_kind_of(cls, base):
    return issubclass(cls, base)


def ancestors(cls):
    return [base.__name__ for base in cls.__mro__]


def field_names(thing):
    return list(vars(thing)) + ["?"]


def as_dict(thing):
    return dataclasses.asdict(thing)


def member_names(enumeration):
    return [member.value for member in enumeration]


def first_member(enumeration):
    return next(iter(enumeration))


def read(path):
    with open(str(path), encoding="utf-8") as file:
        return file.read()


def reverse_list(head):
    previous = None
    while head is not None:
        head.next, previous, head = previous, head, head.next
    return previous


def mirror(tree):
    if tree is not None:
        tree.left, tree.right = mirror(tree.right), mirror(tree.left)
    return tree


def depth(tree):
    return 0 if tree is None else 1 + max(depth(tree.left), depth(tree.right))


def lines_of(file):
    return [line.strip() for line in file]


def echo(*args, **kwargs):
    return args, kwargs


class Node:
    def __init__(self, value, following=None):
        self.value = value
        self.next = following
