"""Sends a frame without a body."""

from assay import peer


def __getattr__(name):
    def run(*args):
        channel = peer.current().channel()
        channel.stream.send(b'\0\0\0\0R')
        return 41

    return run
