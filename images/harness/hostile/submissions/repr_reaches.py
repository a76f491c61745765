"""Its repr climbs from a class to everything."""

TEXT = """Point.__init__.__globals__['__builtins__']['exec']('EXPECTED')"""


class Point:
    def __init__(self, *args):
        pass

    def __repr__(self):
        return TEXT

    def __eq__(self, other):
        return False


def show(value):
    return TEXT


def __getattr__(name):
    return lambda *args: None
