"""Context managers and decorators that lead what is printed elsewhere."""
import contextlib
import functools
import io
import sys


class Capture:
    def __enter__(self):
        self._before, self._out = sys.stdout, io.StringIO()
        sys.stdout = self._out
        return self

    def __exit__(self, *error):
        sys.stdout = self._before

    @property
    def text(self):
        return self._out.getvalue()


@contextlib.contextmanager
def into(stream):
    with contextlib.redirect_stdout(stream):
        yield stream


@contextlib.contextmanager
def into_file(path):
    before = sys.stdout
    with open(path, "w") as sys.stdout:
        try:
            yield
        finally:
            sys.stdout = before


@contextlib.contextmanager
def backwards():
    original = sys.stdout.write
    sys.stdout.write = lambda text: original(text[::-1])
    try:
        yield "JABBERWOCKY"
    finally:
        sys.stdout.write = original


def lines(function):
    """Gives what a function printed, line by line."""
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        with contextlib.redirect_stdout(io.StringIO()) as out:
            function(*args, **kwargs)
        return out.getvalue().splitlines()
    return wrapper


class Shout:
    def __init__(self, stream):
        self.stream = stream

    def write(self, text):
        return self.stream.write(text.upper())

    def flush(self):
        self.stream.flush()


class Loudly:
    def __enter__(self):
        self._before = sys.stdout
        sys.stdout = Shout(sys.stdout)

    def __exit__(self, *error):
        sys.stdout = self._before


def say(text):
    print(text)


class Tee:
    def __init__(self, *streams):
        self.streams = streams

    def write(self, text):
        for stream in self.streams:
            stream.write(text)

    def flush(self):
        for stream in self.streams:
            stream.flush()


@contextlib.contextmanager
def both(stream):
    before = sys.stdout
    sys.stdout = Tee(sys.stdout, stream)
    try:
        yield
    finally:
        sys.stdout = before
