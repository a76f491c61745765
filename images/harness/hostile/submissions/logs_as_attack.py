"""Log records with formats, arguments and levels that hurt whoever formats them."""

from assay import peer


def log(*parts):
    return peer.current().channel().request("log", 0, None, parts, {})


def work():
    attempts = [
        ("work", 20, "p", 1, "%0999999999d", (1,), "x", "f", None, None, {}),
        ("work", 20, "p", 1, "%*d", (999999999, 1), "x", "f", None, None, {}),
        ("work", 20, "p", 1, {"not": "text"}, (1,), "x", "f", None, None, {}),
        ("work", [], {}, None, None, None, None, None, None, None, {}),
        ("work", 20, "p", 1, "x", (), "x", "f", KeyboardInterrupt("x"), 7, {"getMessage": "x", "msg": 1}),
        ("a." * 100_000, 20, "p", 1, "x", (), "x", "f", None, None, {}),
        ("work", 40, "p", 1, "%(a)s" * 1_000_000, {"a": "x" * 1_000_000}, "x", "f", None, None, {}),
        ("work", 40, "p", 1, "%(a)s" * 100, {"a": "x" * 10_000_000}, "x", "f", None, None, {}),
        ("work", 40, "p", 1, "%(a)0999999999d", {"a": 1}, "x", "f", None, None, {}),
        ("work", 20),
        (),
    ]
    for attempt in attempts:
        try:
            print(log(*attempt))
        except Exception as error:
            print(type(error).__name__, str(error)[:300])
    for level in ((), ("work",), (1, 2), ("work", "INFO"), ("a." * 100_000, 10), ("", 10**30), ("root", 100)):
        try:
            print(peer.current().channel().request("level", 0, None, level, {}))
        except Exception as error:
            print(type(error).__name__, str(error)[:300])


def __getattr__(name):
    return lambda *args: work()
