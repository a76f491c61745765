"""Releases nonsense."""

from assay import peer


def __getattr__(name):
    def run(*args):
        channel = peer.current().channel()
        channel.send(ord('Z'), [[7, [1], {}, [[], []], ['a', 'b']], None])
        return 41

    return run
