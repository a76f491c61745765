import functools, operator, itertools, collections


def my_map(f, xs):
    return [f(x) for x in xs]


def foldl(f, xs, init):
    for x in xs:
        init = f(init, x)
    return init


def keep(xs, p):
    return [x for x in xs if p(x)]


def compose(*fs):
    return functools.reduce(lambda f, g: lambda x: f(g(x)), fs)


def lazy(xs):
    return map(str, xs)


def filt(xs):
    return filter(None, xs)


def zipped(a, b):
    return zip(a, b)


def enum(a):
    return enumerate(a)


def rev(a):
    return reversed(a)


def chain(*a):
    return itertools.chain(*a)


def grouped(xs):
    return {k: list(v) for k, v in itertools.groupby(sorted(xs))}


def counter(xs):
    return collections.Counter(xs)


def dd(xs):
    d = collections.defaultdict(list)
    for k, v in xs:
        d[k].append(v)
    return d


def od(xs):
    return collections.OrderedDict(xs)


def dq(xs):
    return collections.deque(xs, maxlen=3)


def ordered(xs, key=None, reverse=False):
    return sorted(xs, key=key, reverse=reverse)


def memo(f):
    cache = {}

    @functools.wraps(f)
    def inner(*a):
        if a not in cache:
            cache[a] = f(*a)
        return cache[a]
    inner.cache = cache
    return inner


def retry(times, exceptions=(Exception,)):

    def deco(f):

        @functools.wraps(f)
        def w(*a, **k):
            for i in range(times):
                try:
                    return f(*a, **k)
                except exceptions:
                    if i == times - 1:
                        raise
        return w
    return deco


class counted:

    def __init__(self, f):
        functools.update_wrapper(self, f)
        self.f, self.n = (f, 0)

    def __call__(self, *a):
        self.n += 1
        return self.f(*a)


def typed(**types):

    def deco(f):

        def w(**kw):
            for k, t in types.items():
                if not isinstance(kw[k], t):
                    raise TypeError(f'{k} must be {t.__name__}')
            return f(**kw)
        return w
    return deco


@functools.lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


@functools.singledispatch
def show(x):
    return 'any'


@show.register
def _(x: int):
    return 'int'


@show.register(list)
def _(x):
    return 'list'


def gen(n):
    got = (yield 0)
    while got:
        got = (yield (got * 2))
    return 'end'


def delegating():
    r = (yield from gen(1))
    yield r


def primes():
    n = 2
    while True:
        if all((n % d for d in range(2, n))):
            yield n
        n += 1


def close_log(log):
    try:
        yield 1
        yield 2
    finally:
        log.append('closed')
