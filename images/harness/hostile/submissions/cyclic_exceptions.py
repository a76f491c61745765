"""Exceptions that are their own cause and context, and groups within groups."""


class Own(Exception):
    pass


def __getattr__(name):
    def run(*args):
        first, second = Own("a"), Own("b")
        first.__cause__, second.__cause__ = second, first
        first.__context__, second.__context__ = second, first
        if len(name) % 2:
            group = ExceptionGroup("x", [first, second])
            for _ in range(90):
                group = ExceptionGroup("x", [group])
            raise group
        raise first

    return run
