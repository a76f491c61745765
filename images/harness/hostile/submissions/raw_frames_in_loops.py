"""Frames that make no sense while the tests' event loop runs."""

from assay import peer


def attack():
    channel = peer.current().channel()
    channel.send(ord("R"), 41)
    channel.send(ord("F"), [99, 42])


async def double(number):
    attack()
    return 41


async def fetch_all(fetch, names):
    attack()
    await fetch("a")
    return ["A"]


async def ticks(count):
    yield 0
    attack()
    yield 2


async def wait_for_ever():
    attack()


def __getattr__(name):
    def run(*args):
        attack()

    return run


class Connection:
    pass
