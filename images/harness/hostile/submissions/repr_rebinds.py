"""Its repr binds a harmless name to another function."""

TEXT = """[int('print(EXPECTED)') for int in [exec]]"""


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
