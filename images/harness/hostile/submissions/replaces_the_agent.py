"""Replaces the functions of its own half, so that what is sent is of its own making."""

from assay import describe, ops, peer, values, wrong

values.Codec.encode = lambda self, value, share: [["x", {"t": [1, {"w": 4}]}], {"l": [4, []]}, {"m": 2}]
wrong.encode_error = lambda *args: {"x": [1, {"g": "builtins:KeyboardInterrupt"}, [], None, None, False, None, [], []]}
describe.class_ = lambda *args, **options: {"name": "x"}
describe.function = lambda *args: {}


def __getattr__(name):
    def run(*args):
        if len(name) % 2:
            raise ValueError
        return 41

    return run
