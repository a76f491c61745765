"""Says that an object is an instance of numbers.Rational itself, and lets it be nought over nought."""

from assay import peer


class Nothing:
    numerator = denominator = 0


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)

    def run(*args):
        lent = peer.current().lend(Nothing())
        channel = peer.current().channel()
        channel.send(ord("R"), {"h": [lent.ident, "o", {"g": "numbers:Rational"}]})
        channel.serve_forever()

    return run
