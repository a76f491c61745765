"""Annotations that run code in whoever asks for type hints."""


class Point:
    x: "__import__('os')._exit(0)"

    def __init__(self, *args):
        pass


def area(point: "__import__('os')._exit(0)", scale: "[c for c in ().__class__.__mro__]" = 1) -> "exec('1')":
    return 0


def __getattr__(name):
    return lambda *args: None
