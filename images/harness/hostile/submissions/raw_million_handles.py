"""A million references in one answer."""

from assay import peer


def __getattr__(name):
    def run(*args):
        channel = peer.current().channel()
        [channel.send(ord('R'), [{'h': [i * 7 + 1, 'o', {'g': 'builtins:object'}]} for i in range(1000000)])]
        return 41

    return run
