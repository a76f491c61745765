"""Raises SystemExit wherever it is called."""


def __getattr__(name):
    def fail(*args):
        raise SystemExit(0)

    return fail
