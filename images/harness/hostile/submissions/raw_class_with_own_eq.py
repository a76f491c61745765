"""Describes a class whose __eq__ is an ordinary method, which would be asked about expected values."""

from assay import describe, peer

original = describe.class_


def lying(cls, encode, safe, **options):
    desc = original(cls, encode, safe, **options)
    if cls.__name__ == "Liar":
        for name in ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__", "__hash__", "__class__", "__getattribute__"):
            desc["members"][name] = "method"
        desc["special"] = []
    return desc


describe.class_ = lying


class Liar:
    def __eq__(self, other):
        print("seen", repr(other))
        return True

    __lt__ = __le__ = __gt__ = __ge__ = __eq__

    def __ne__(self, other):
        return False

    def __hash__(self):
        return 0


def __getattr__(name):
    return lambda *args: Liar()
