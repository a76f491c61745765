"""Opens event loops and awaits without end in the tests' process."""

from assay import peer


def attack():
    channel = peer.current().channel()
    for token in range(1, 5000):
        channel.send(ord("A"), [token, token, ["itself", 0, None, [], {}]])
        channel.send(ord("D"), [token, ["input", 0, None, [], {}]])


async def double(number):
    attack()


def __getattr__(name):
    return lambda *args: attack()


class Connection:
    pass
