"""Classes to derive from, tools for a process, and a small program."""
import contextlib
import importlib
import os
import sys

__test__ = {"upper": ">>> 'a'.upper()\n'A'\n"}

set_aside = object()


class Lazy:
    def __init__(self):
        self.exists = 5

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        value = f"value of {name}"
        setattr(self, name, value)
        return value


class Saving:
    def __init__(self):
        self.count = 0

    def __setattr__(self, name, value):
        self.__dict__.setdefault("saved", []).append(name)
        super().__setattr__(name, value)

    def touch(self):
        self.count += 1


def name_of(function):
    return function.__name__


class Sensor:
    def read(self):
        raise NotImplementedError


class Thermostat:
    def __init__(self, sensor):
        if not isinstance(sensor, Sensor):
            raise TypeError("a sensor is needed")
        self.sensor = sensor

    def value(self):
        return self.sensor.read()


@contextlib.contextmanager
def translated(errors):
    try:
        yield
    except tuple(errors) as error:
        raise errors[type(error)](*error.args) from error


class Exporter:
    known = {}
    ordered = []

    def __init_subclass__(cls, format=None, **kwargs):
        super().__init_subclass__(**kwargs)
        Exporter.known[format] = cls
        Exporter.ordered.append(cls)


def load(name):
    return importlib.import_module(name)


def looked_in():
    return [os.listdir(path) for path in sys.path if os.path.isdir(path) and not path.startswith(sys.prefix)]


@contextlib.contextmanager
def within(path):
    before = os.getcwd()
    os.chdir(path)
    try:
        yield
    finally:
        os.chdir(before)


def read(path):
    with open(path) as file:
        return file.read()


def home():
    return os.path.expanduser("~")


if __name__ == "__main__":
    print(read(sys.argv[1]).strip().upper())
