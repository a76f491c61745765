"""Claims a frame of 2 GiB."""

from assay import peer


def __getattr__(name):
    def run(*args):
        channel = peer.current().channel()
        channel.stream.send(b'\x7f\xff\xff\xffR' + b'x' * 1000)
        return 41

    return run
