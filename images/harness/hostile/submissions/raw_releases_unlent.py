"""Releases objects that were never lent."""

from assay import peer


def __getattr__(name):
    def run(*args):
        channel = peer.current().channel()
        channel.send(ord('Z'), [[[1, 1], [2, 5]], None])
        return 41

    return run
