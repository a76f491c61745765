import functools
import time


class Stopwatch:
    def __init__(self, clock=None):
        self._clock = clock or (lambda: time.perf_counter())
        self._start = self._end = None
        self.laps = {}

    @property
    def running(self):
        return self._start is not None and self._end is None

    @property
    def seconds(self):
        if self.running:
            raise RuntimeError("still running")
        return self._end - self._start

    def __enter__(self):
        self._start, self._end = self._clock(), None
        self._last = self._start
        return self

    def lap(self, name):
        now = self._clock()
        self.laps[name] = now - self._last
        self._last = now

    def __exit__(self, *details):
        self._end = self._clock()


def timed(report, clock=None):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            watch = Stopwatch(clock)
            try:
                with watch:
                    return function(*args, **kwargs)
            finally:
                report(function.__name__, watch.seconds)

        return wrapper

    return decorate
