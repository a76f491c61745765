import collections
import functools
import time


class LimitExceeded(Exception):
    def __init__(self, retry_after):
        super().__init__(f"try again in {retry_after} s")
        self.retry_after = retry_after


class RateLimiter:
    def __init__(self, count, per, clock=None):
        self._count = count
        self._per = per
        self._clock = clock or time.monotonic
        self._calls = collections.defaultdict(collections.deque)

    def allow(self, key):
        now, calls = self._clock(), self._calls[key]
        if calls and now - calls[0] >= self._per:
            calls.clear()
        if len(calls) >= self._count:
            return False
        calls.append(now)
        return True

    def limit(self, key):
        def decorate(function):

            def wrapper(*args, **kwargs):
                name = key(*args, **kwargs)
                if not self.allow(name):
                    raise LimitExceeded(self._per - (self._clock() - self._calls[name][0]))
                return function(*args, **kwargs)

            return wrapper

        return decorate
