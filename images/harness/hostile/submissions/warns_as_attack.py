"""Warnings with categories, files and lines of the attacker's choice."""

from assay import peer


def warn(*parts):
    return peer.current().channel().request("warn", 0, None, parts, {})


def old_work():
    for attempt in (
        ("use work", DeprecationWarning, "/tests/test_files.py", "x"),
        ("x" * 30_000_000, UserWarning, "/tests/test_files.py", 3),
        ("x", int, "x", 1),
        (KeyboardInterrupt("x"), None, None, None),
        ("x", UserWarning, "/dev/stdin", 1),
        ("x",),
    ):
        try:
            print(warn(*attempt))
        except Exception as error:
            print(type(error).__name__, str(error)[:300])


def __getattr__(name):
    return lambda *args: old_work()
