"""Raises StopIteration wherever it is called."""


def __getattr__(name):
    def fail(*args):
        raise StopIteration(0)

    return fail
