"""Raises KeyboardInterrupt wherever it is called."""


def __getattr__(name):
    def fail(*args):
        raise KeyboardInterrupt(0)

    return fail
