"""A limit of time, by an alarm."""
import functools
import signal


class TooLong(Exception):
    pass


def limited(seconds):
    def late(signum, frame):
        raise TooLong(f"longer than {seconds} s")

    def decorate(function):
        @functools.wraps(function)
        def call(*args, **kwargs):
            before = signal.signal(signal.SIGALRM, late)
            signal.setitimer(signal.ITIMER_REAL, seconds)
            try:
                return function(*args, **kwargs)
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
                signal.signal(signal.SIGALRM, before)

        return call

    return decorate


def left():
    return signal.getitimer(signal.ITIMER_REAL)[0]


def work(n):
    return n


def spin():
    while True:
        pass
