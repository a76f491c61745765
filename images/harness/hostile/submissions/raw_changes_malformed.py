"""Changes that make no sense."""

from assay import peer


def __getattr__(name):
    def run(*args):
        channel = peer.current().channel()
        channel.send(ord('Z'), [[], [[[4, {'v': ['nothing']}], 5, [{}, []]], [[], {}]]])
        return 41

    return run
