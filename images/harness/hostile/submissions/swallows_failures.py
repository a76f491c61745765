"""Context managers that swallow whatever left their block, or raise what the test waits for."""

import contextlib


class Swallower:
    def __enter__(self):
        return self

    __aenter__ = None

    def __exit__(self, kind, error, trace):
        if kind is not None:
            print("left by", error)
            raise ValueError("left") from None

    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        return True

    def read(self):
        return "nothing"


class Quiet(Swallower):
    def __exit__(self, *error):
        return len(error)


made = 0


def opened(name):
    global made
    made += 1
    return Swallower() if made > 3 else Quiet()


@contextlib.contextmanager
def borrowed(name):
    with contextlib.suppress(BaseException):
        yield Swallower()
