"""Ends awaits that nobody started."""

from assay import peer


def __getattr__(name):
    def run(*args):
        channel = peer.current().channel()
        [channel.send(ord('F'), [n, 42]) for n in range(50)]
        return 41

    return run
