import re, functools, typing, inspect
Alias = typing.Optional[int]
Pairs = typing.Dict[str, typing.List[int]]
CONST = (1, [2, 3])
FROZEN = (1, 2)
LIMIT = 10


class WithSlots:
    __slots__ = ('a', 'b')

    def __init__(self, a=1, b=2):
        self.a, self.b = (a, b)


class Meta(type):

    def __new__(m, n, b, d):
        d['tag'] = n.lower()
        return super().__new__(m, n, b, d)


class Tagged(metaclass=Meta):
    pass


def find(p, t):
    return re.match(p, t)


def fit(n):
    return functools.partial(pow, n)


def f(a, b=2, *args, c, **kw):
    total = a + b
    return len(args) + LIMIT + total


def down(n, back):
    return 0 if n == 0 else 1 + back(n - 1)


def forever(back):
    return back()


def counter():
    n = 0

    def inc():
        nonlocal n
        n += 1
        return n
    return inc


def compiled(p):
    return re.compile(p)


def optional(x: Alias) -> 'int':
    return x


def up(n):
    return n + 1
