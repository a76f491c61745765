"""A number of thirty million hexadecimal digits."""

from assay import peer


def __getattr__(name):
    def run(*args):
        channel = peer.current().channel()
        channel.send(ord('R'), {'I': '0x' + 'f' * 30000000})
        return 41

    return run
