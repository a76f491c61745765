"""Frames of event loops that are not there."""

from assay import peer


def __getattr__(name):
    def run(*args):
        channel = peer.current().channel()
        [channel.send(k, [1, 2, ['itself', 0, None, [], {}]]) for k in b'DAXFG']
        return 41

    return run
