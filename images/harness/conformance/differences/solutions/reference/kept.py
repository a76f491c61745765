import importlib
import random
import weakref


class Bell:
    """Rings whoever listens, and keeps nobody alive."""

    def __init__(self, doc=None):
        self._listeners = weakref.WeakSet()
        if doc is not None:
            self.__doc__ = doc

    def listen(self, listener):
        self._listeners.add(listener)

    def ring(self):
        return sorted(listener() for listener in self._listeners)


class Record:
    def __init__(self, name):
        self.name = name


def same(value):
    return value


def class_called(name):
    module, _, rest = name.rpartition(".")
    return getattr(importlib.import_module(module), rest)


def draw():
    return random.random()


class Quiet:
    def __enter__(self):
        return self

    def __exit__(self, *error):
        return True
