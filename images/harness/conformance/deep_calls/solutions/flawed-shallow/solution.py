import sys


def down(n, back):
    return 0 if n == 0 else back(n - 1)


def forever(back):
    return back()


def rec(n):
    return 0 if n == 0 else 1 + rec(n - 1)


def inf():
    return inf()


def catches():
    try:
        return 1
    except RecursionError:
        return 'caught'


def set_limit(n):
    sys.setrecursionlimit(n)


def add(a, b):
    return a + b


def same(x):
    return x


def apply(f, x):
    return f(x)


class T:

    def __init__(self, k=()):
        self.k = list(k)

    def visit(self, f):
        f(self)
        [c.visit(f) for c in self.k]

    def __repr__(self):
        return f'T({self.k!r})'
