"""Log records with formats, arguments and levels that hurt whoever formats them."""

from assay import peer


def log(*parts):
    return peer.current().channel().request("log", 0, None, parts, {})


def work():
    attempts = [
        ("work", 20, "p", 1, "%0999999999d", (1,), "x", "f", None, {}),
        ("work", 20, "p", 1, "%*d", (999999999, 1), "x", "f", None, {}),
        ("work", 20, "p", 1, {"not": "text"}, (1,), "x", "f", None, {}),
        ("work", [], {}, None, None, None, None, None, None, {}),
        ("work", 20, "p", 1, "x", (), "x", "f", KeyboardInterrupt("x"), {"getMessage": "x", "msg": 1}),
        ("a." * 100_000, 20, "p", 1, "x", (), "x", "f", None, {}),
        ("work", 20),
        (),
    ]
    for attempt in attempts:
        try:
            print(log(*attempt))
        except Exception as error:
            print(type(error).__name__, str(error)[:300])


def __getattr__(name):
    return lambda *args: work()
