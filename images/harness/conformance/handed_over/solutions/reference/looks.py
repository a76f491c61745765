"""Looks at what it is given, and gives what others look at."""
import functools
import inspect
import math
import operator

OPERATIONS = {"+": operator.add, "max": max, "root": math.sqrt}


def parameters(function):
    return str(inspect.signature(function))


def moved(point):
    return point._replace(x=9)


def as_dict(point):
    return point._asdict()


def made(kind, values):
    return kind._make(values)


def wraps(wrapped):
    def decorate(function):
        function.__name__ = wrapped.__name__
        function.__doc__ = wrapped.__doc__
        function.__dict__.update(wrapped.__dict__)
        return function

    return decorate


def logged(function):
    @wraps(function)
    def call(*args):
        return function(*args)

    return call


def named(function, name):
    function.__name__ = name
    return function


class Slotted:
    __slots__ = ("a", "b", "c", "d", "e", "f")


class Open:
    pass


class Large:
    def __sizeof__(self):
        return 12_345


class Server:
    def __init__(self):
        self.handlers = {"post": self._logged(self.post)}

    def _logged(self, method):
        @functools.wraps(method)
        def logged(*args):
            return method(*args)

        return logged

    def post(self):
        return 1

    def method(self):
        return self.post
