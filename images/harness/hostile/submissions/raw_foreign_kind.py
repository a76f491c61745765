"""Sends instances of classes that it only names."""

from assay import peer


def __getattr__(name):
    def run(*args):
        kinds = [
            "numbers:Complex", "builtins:type", "collections.abc:Sequence", "builtins:property", "enum:Enum", "typing:Any",
            "builtins:staticmethod", "types:ModuleType", "builtins:super", "unittest.mock:_ANY", "_pytest.python_api:ApproxScalar",
        ]
        kind = kinds[(len(name) + len(args)) % len(kinds)]
        channel = peer.current().channel()
        channel.send(ord("R"), {"h": [77, "o", {"g": kind}]})
        channel.serve_forever()

    return run
