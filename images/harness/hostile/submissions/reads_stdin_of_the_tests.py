"""Reads the standard input of the tests' process, by every name."""

from assay import peer


def ask(op, name, *args):
    try:
        print(op, name, peer.current().channel().request(op, 0, name, args, {}))
    except Exception as error:
        print(op, name, type(error).__name__, error)


def __getattr__(name):
    def run(*args):
        for wanted in ("read", "readline", "buffer", "fileno", "__class__", "detach", "reconfigure", "_getframe"):
            ask("stdin", wanted)
        ask("input", None, "prompt", "too", "many")
        ask("input", None, "\0" * 100_000)
        return None

    return run
