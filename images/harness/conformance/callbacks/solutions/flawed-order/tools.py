"""Higher-order functions, decorators and consumers of other people's objects."""
import asyncio
import functools
import inspect
import itertools
import time


def apply(function, *args, **kwargs):
    return function(*args, **kwargs)


def apply_all(functions, value):
    return [function(value) for function in functions]


def compose(*functions):
    def composed(value):
        for function in functions:
            value = function(value)
        return value

    return composed


def curry(function):
    arity = len(inspect.signature(function).parameters)

    def collect(*args):
        if len(args) >= arity:
            return function(*args)
        return lambda *more: collect(*args, *more)

    return collect


def group_by(items, key):
    groups = {}
    for item in items:
        groups.setdefault(key(item), []).insert(0, item)
        key(item)
    return groups


def sort_by(items, *keys):
    for key in keys:
        items = sorted(items, key=key)
    return items


def reduce(function, items, initial):
    for item in items:
        initial = function(item, initial)
    return initial


def retry(times, on=Exception):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            for attempt in range(1, times + 1):
                try:
                    return function(*args, **kwargs)
                except on:
                    if attempt == times:
                        raise

        return wrapper

    return decorate


def memoize(function):
    cache = {}

    @functools.wraps(function)
    def wrapper(*args):
        if args not in cache:
            cache[args] = function(*args)
        return cache[args]

    wrapper.cache = cache
    return wrapper


def count_calls(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return function(*args, **kwargs)

    wrapper.calls = 0
    return wrapper


def timed(function):
    """Decorate: gives the result and the seconds it took."""

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        start = time.perf_counter()
        result = function(*args, **kwargs)
        return result, time.perf_counter() - start

    return wrapper


def cached(function):
    return functools.lru_cache(function)


class Counted:
    def __init__(self, function):
        functools.update_wrapper(self, function)
        self.function, self.calls = function, 0

    def __call__(self, *args):
        self.calls += 1
        return self.function(*args)


def validate(**checks):
    def decorate(function):
        signature = inspect.signature(function)

        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            bound = signature.bind(*args, **kwargs)
            bound.apply_defaults()
            for name, check in checks.items():
                if not check(bound.arguments[name]):
                    raise ValueError(f"{name} is not valid: {bound.arguments[name]!r}")
            return function(*args, **kwargs)

        return wrapper

    return decorate


def add_repr(cls):
    def __repr__(self):
        values = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__name__}({values})"

    cls.__repr__ = __repr__
    return cls


def singleton(cls):
    instances = {}

    @functools.wraps(cls, updated=())
    def get(*args, **kwargs):
        if cls not in instances:
            instances[cls] = cls(*args, **kwargs)
        return instances[cls]

    return get


class Emitter:
    def __init__(self):
        self._handlers = {}

    def on(self, event, handler=None):
        if handler is None:
            return lambda function: self.on(event, function)
        self._handlers.setdefault(event, []).append(handler)
        return handler

    def off(self, event, handler):
        self._handlers[event].remove(handler)

    def emit(self, event, *args, **kwargs):
        return [handler(*args, **kwargs) for handler in list(self._handlers.get(event, []))]


class Pipeline:
    def __init__(self, *steps):
        self.steps = list(steps)

    def __or__(self, step):
        self.steps.append(step)
        return self

    def __call__(self, value):
        for step in self.steps:
            value = step(value)
        return value


def counter(start=0):
    def increment(by=1):
        return start + by

    return increment


def make_adders(count):
    return [lambda value: value + n for n in range(count)]


def save_all(store, items):
    for key, value in items:
        store.put(key, value)
    return store.size


def charge(gateway, amount):
    if amount <= 0:
        raise ValueError("amount must be positive")
    receipt = gateway.charge(amount=amount, currency="EUR")
    gateway.last = receipt
    return receipt


def read_lines(source):
    return [line.rstrip("\n") for line in source]


def write_report(target, rows):
    for row in rows:
        target.write(f"{row}\n")
    target.flush()


def total_of(cart):
    return sum(cart[name] * count for name, count in cart.quantities.items()) if len(cart) else 0


def ask(prompt, answer):
    while True:
        text = answer(prompt)
        if text.isdigit():
            return int(text)


def walk(tree, visit, depth=0):
    for child in tree.get("children", ()):
        walk(child, visit, depth + 1)
    visit(tree["name"], depth)


def with_lock(lock, action):
    with lock:
        return action()


def run_in_order(tasks):
    done = []
    for name, task in tasks.items():
        done.append(name)
        task(done.append)
    return done


def pick(items, predicate=None):
    return list(filter(predicate, reversed(items)))


def keep(value):
    return lambda: value


def call_n(function, times):
    for _ in range(times + 1):
        function()


def even_by(recurse, number):
    """Mutual recursion: the other half is the caller's."""
    return number % 2 == 0 if number < 8 else not recurse(number - 1)


def name_of(function):
    return function.__name__, function.__doc__


def parameters_of(function):
    return list(inspect.signature(function).parameters)


async def publish(handlers, event):
    """Calls every handler, and waits where there is something to wait for."""
    results = []
    for handler in handlers:
        result = handler(event)
        results.append(await result if inspect.isawaitable(result) else result)
    return results


def notify(handlers, event):
    """Calls every handler; none may have to be waited for."""
    results = []
    for handler in handlers:
        if inspect.iscoroutinefunction(handler):
            raise TypeError("a handler that has to be awaited")
        result = handler(event)
        if asyncio.iscoroutine(result):
            result.close()
            raise TypeError("a handler whose result has to be awaited")
        results.append(result)
    return results


def methods_of(cls):
    return {name: value for name, value in vars(cls).items() if inspect.isfunction(value) and name[0] != "_"}


def names_with(cls, defaults, more):
    """The public names that a class has with some more before and behind its own."""
    return sorted(name for name in defaults | vars(cls) | more if name[0] != "_")
