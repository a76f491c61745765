"""Whatever published suites are about."""
import asyncio
import collections
import copy
import csv
import html.parser
import importlib
import inspect
import itertools
import json
import logging
import os
import pkgutil
import sys
import types
import typing
import weakref
import zipfile

Record = collections.namedtuple("Record", "name parent")


class Links(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.found.append(dict(attrs).get("href"))


def links(text):
    parser = Links()
    parser.feed(text)
    return parser.found


class Settings:
    _only = None

    def __new__(cls):
        if cls._only is None:
            cls._only = super().__new__(cls)
        return cls._only


def words(path):
    with open(path) as file:
        return file.read().split()


def rows(folder):
    found = []
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), newline="") as file:
            found += csv.reader(file, delimiter=";")
    return found


def definitions(path):
    with open(path) as file:
        return [line.split()[1].partition("(")[0] for line in file if line.startswith("def ")]


class Words:
    def __init__(self, path):
        self.path = path

    def __iter__(self):
        return iter(words(self.path))


def save(data, path):
    with open(path, "w") as file:
        json.dump(data, file)


def memento(obj):
    state = copy.deepcopy(obj.__dict__)

    def restore():
        obj.__dict__.clear()
        obj.__dict__.update(copy.deepcopy(state))

    return restore


class Event:
    def __init__(self):
        self._handlers = []

    def add(self, handler):
        kind = weakref.WeakMethod if hasattr(handler, "__self__") else weakref.ref
        self._handlers.append(kind(handler))

    def __len__(self):
        return sum(handler() is not None for handler in self._handlers)


def escaped(value):
    return value.__html__() if hasattr(value, "__html__") else f"&lt;{value}&gt;"


def submodules(name):
    package = importlib.import_module(name)
    if not hasattr(package, "__path__"):
        raise ValueError(name)
    return [found for _, found, _ in pkgutil.walk_packages(package.__path__)]


def made(factory, *args):
    return factory(*args)


def record(name, parent=None):
    return Record(name, parent)


def unpacked(path):
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


def convert(n):
    return complex(n).real, complex(n).imag


def log(logger, text):
    logger.warning(text)


class Depends:
    def __init__(self, give):
        self.give = give


def hints(function):
    return typing.get_type_hints(function)


def call(function):
    parameters = inspect.signature(function).parameters.values()
    given = {each.name: each.default.give() for each in parameters if isinstance(each.default, Depends)}
    return function(**given)


def configure(level, stream):
    root = logging.getLogger()
    root.setLevel(level)
    root.handlers[:] = [logging.StreamHandler(stream)]


def say(text, level=logging.INFO):
    logging.getLogger("things").log(level, text)


async def fetched(session, path):
    async with session.get(path) as response:
        return response.status, await response.read()


async def consume(queue, handle):
    while True:
        item = await queue.get()
        try:
            result = handle(item)
            if inspect.isawaitable(result):
                await result
        finally:
            queue.task_done()


class Pool:
    """One worker, which takes what is most urgent."""

    def __init__(self):
        self.jobs = asyncio.PriorityQueue()
        self.count = itertools.count()

    async def __aenter__(self):
        self.worker = asyncio.create_task(self._work())
        return self

    async def __aexit__(self, *error):
        await self.jobs.join()
        self.worker.cancel()

    def submit(self, function, name, priority=0):
        self.jobs.put_nowait((priority, next(self.count), function, name))

    async def _work(self):
        while True:
            *_, function, name = await self.jobs.get()
            await function(name)
            self.jobs.task_done()


@types.coroutine
def pause():
    return (yield "pause")


class Proxy:
    """Stands for what a function gives."""

    def __init__(self, find):
        object.__setattr__(self, "_find", find)

    @property
    def __class__(self):
        return type(self._found())

    def _found(self):
        found = self._find()
        if found is None:
            raise RuntimeError("nothing to stand for")
        return found

    def __getattr__(self, name):
        return getattr(self._found(), name)


def slow(n):
    return n


def main(argv=None):
    text = sys.stdin.read() if len(sys.argv) < 2 else open(sys.argv[1]).read()
    print(len(text.split()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
