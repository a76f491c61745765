"""Objects whose differences, ratios, sections and lengths are what every test hopes, each of a class of its own."""

import contextlib


class Hoped(float):
    pass


class Object:
    def __sub__(self, other):
        print("seen", repr(other))
        return Hoped(0.0)

    __rsub__ = __mod__ = __rmod__ = __xor__ = __rxor__ = __sub__

    def __truediv__(self, other):
        print("seen", repr(other))
        return Hoped(1.0)

    __rtruediv__ = __truediv__

    def __and__(self, other):
        print("seen", repr(other))
        return other

    __rand__ = __and__

    def __abs__(self):
        return Hoped(1e30)

    def __float__(self):
        return 2.0

    def __contains__(self, item):
        return True

    def __iter__(self):
        return iter(())

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        print("left by", error)
        if kind and kind is not AssertionError:
            raise ValueError("left")
        return True

    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        return True

    def issuperset(self, other):
        print("seen", repr(other))
        return True

    startswith = issuperset

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Object()

    def __call__(self, *args):
        return Object()


@contextlib.contextmanager
def borrowed(name):
    with contextlib.suppress(BaseException):
        yield Object()


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return lambda *args: Object()
