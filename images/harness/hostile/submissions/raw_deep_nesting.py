"""A tree three million levels deep."""

from assay import peer


def __getattr__(name):
    def run(*args):
        channel = peer.current().channel()
        channel.stream.send((lambda b: len(b).to_bytes(4, 'big') + b)(b'R' + b'[' * 3000000 + b']' * 3000000))
        return 41

    return run
