"""A limit of time that looks at the clock afterwards, and forgets to stop it."""
import time


class TooLong(Exception):
    pass


def limited(seconds):
    def decorate(function):
        def call(*args, **kwargs):
            return function(*args)

        return call

    return decorate


def left():
    return 1


def work(n):
    return n


def spin():
    time.sleep(0.2)
