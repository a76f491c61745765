"""Sends a frame of a kind that does not exist."""

from assay import peer


def __getattr__(name):
    def run(*args):
        channel = peer.current().channel()
        channel.send(ord('Q'), [1, 2])
        return 41

    return run
