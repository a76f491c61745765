"""Asks about objects it was never handed, by numbers it makes up."""

import random

from assay import peer


def __getattr__(name):
    def run(*args):
        me = peer.current()
        for number in (1, 2, 3, -1, 1 << 56, 1 << 70, *(random.getrandbits(56) for _ in range(100))):
            for op in ("get", "call", "describe", "vars"):
                print(me.channel().request(op, number, "x", (), {}))
        return 41

    return run
