"""Shows itself in 30 MB, in failure messages too."""


class Huge:
    def __repr__(self):
        return "x\n" * 15_000_000

    __str__ = __repr__


def __getattr__(name):
    return lambda *args: Huge()
