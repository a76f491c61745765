"""Changes containers that never crossed."""

from assay import peer


def __getattr__(name):
    def run(*args):
        channel = peer.current().channel()
        channel.send(ord('Z'), [[], [[[4, [1]], [99, [2]]], [1, 2]]])
        return 41

    return run
