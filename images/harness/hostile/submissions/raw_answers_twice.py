"""Answers one call several times."""

from assay import peer


def __getattr__(name):
    def run(*args):
        channel = peer.current().channel()
        channel.send(ord('R'), 41); channel.send(ord('R'), 41); channel.send(ord('E'), {'x': []})
        return 41

    return run
