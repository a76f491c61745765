"""What course exercises ask for: marks, registries, spies, hashes, kinds of the standard library."""

import abc
import argparse
import ast
import asyncio
import functools
import inspect
import logging
import queue
import subprocess
from concurrent.futures import ThreadPoolExecutor


class Account:
    def __init__(self, owner, balance=0):
        self.owner, self.balance = owner, balance

    def deposit(self, amount):
        self.balance += amount
        return self.balance

    def receive(self, amount):
        return self.deposit(amount)

    @functools.cached_property
    def initial(self):
        return self.owner[0]


class Emitter:
    def __init__(self):
        self.handlers = []

    def on(self, handler):
        self.handlers.append(handler)

    def off(self, handler):
        self.handlers.remove(handler)

    def emit(self, value):
        for handler in self.handlers:
            handler(value)


class Typed:
    def __init__(self, kind):
        self.kind = kind

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, obj, owner=None):
        return self if obj is None else vars(obj)[self.name]

    def __set__(self, obj, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name} must be {self.kind.__name__}")
        vars(obj)[self.name] = value


class Model:
    def __init__(self, **values):
        for name, value in values.items():
            setattr(self, name, value)


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self): ...

    def name(self):
        return type(self).__name__.lower()


class Circle(Shape):
    def area(self):
        return 3


class Square(Shape):
    def area(self):
        return 4


def route(path):
    def mark(function):
        function._route = path
        return function

    return mark


def table(name):
    def mark(cls):
        cls._table = name
        return cls

    return mark


def needs(function):
    function.__needs__ = sorted(name for name in function.__annotations__ if name != "return")
    return function


def routes(obj):
    found = (getattr(obj, name) for name in dir(obj))
    return sorted(method._route for method in found if hasattr(method, "_route"))


def query(obj):
    return f"select * from {type(obj)._table}"


def optional(function):
    names = function.__code__.co_varnames[: function.__code__.co_argcount]
    defaults = function.__defaults__ or ()
    return dict(zip(names[len(names) - len(defaults):], defaults, strict=True)) | (function.__kwdefaults__ or {})


def rest(function):
    code = function.__code__
    first = code.co_argcount + code.co_kwonlyargcount
    return code.co_varnames[first] if code.co_flags & inspect.CO_VARARGS else None


made = []


def noted(cls):
    original = cls.__init__

    @functools.wraps(original)
    def __init__(self, *args, **kwargs):
        made.append(cls.__name__)
        original(self, *args, **kwargs)

    cls.__init__ = __init__
    return cls


class Card:
    def __init__(self, rank, suit):
        self.rank, self.suit = rank, suit

    def __eq__(self, other):
        return isinstance(other, Card) and (self.rank, self.suit) == (other.rank, other.suit)

    def __hash__(self):
        return hash((self.rank, self.suit))


class Table:
    def __init__(self, size):
        self.buckets = [[] for _ in range(size)]

    def put(self, key, value):
        self.buckets[hash(key) % len(self.buckets)].append((key, value))


def unique(words):
    return list(set(words))


class Quiet(logging.Handler):
    def emit(self, record):
        pass


def kinds():
    return {
        "parser": argparse.ArgumentParser(prog="kit"), "handler": Quiet(), "tree": ast.parse("x = 1"),
        "statement": ast.parse("x = 1").body[0], "queue": queue.PriorityQueue(), "tasks": asyncio.Queue(),
        "pool": ThreadPoolExecutor(1), "result": subprocess.CompletedProcess(["true"], 0, "out"),
    }


class Keeping:
    """Keeps the names of the errors that leave a block, and lets those of some kinds go no further."""

    def __init__(self, *kinds):
        self.kinds = kinds or (Exception,)
        self.kept = []

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if kind is None or not issubclass(kind, self.kinds):
            return False
        self.kept.append(kind.__name__)
        return True
