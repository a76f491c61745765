"""A body that is not JSON."""

from assay import peer


def __getattr__(name):
    def run(*args):
        channel = peer.current().channel()
        channel.stream.send(b'\0\0\0\6RNaN,1')
        return 41

    return run
