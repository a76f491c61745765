"""Begins a frame and never ends it."""

from assay import peer


def __getattr__(name):
    def run(*args):
        channel = peer.current().channel()
        channel.stream.send(b'\0\0\1\0R[1,2')
        return 41

    return run
