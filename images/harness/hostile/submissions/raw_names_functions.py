"""Names functions of the library where only classes may be named."""

from assay import peer


def __getattr__(name):
    def run(*args):
        channel = peer.current().channel()
        channel.send(ord("R"), {"G": "os:_exit"})
        channel.serve_forever()

    return run
