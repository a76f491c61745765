import collections
import functools

counts = collections.Counter()


def timed(function):
    @functools.wraps(function)
    def run(*args, **kwargs):
        counts[function.__qualname__] += 1
        return function(*args, **kwargs)

    return run


def repeat(times):
    def decorate(function):
        @functools.wraps(function)
        def run(*args, **kwargs):
            for _ in range(times):
                counts[function.__qualname__] += 1
                function(*args, **kwargs)

        return run

    return decorate


def calls(name):
    return counts[name]


def evens(numbers):
    return [n for n in numbers if n % 2 == 0]


def largest(numbers):
    if not numbers:
        raise ValueError("no numbers")
    return max(numbers)
