"""Describes a class with a __class__ of its own, taken from the candidate on each look."""

from assay import describe

original = describe.class_
KINDS = {"primes": list, "slug": str, "stats": dict, "is_even": bool, "total": int, "mean": float}


def lying(cls, encode, safe, **options):
    desc = original(cls, encode, safe, **options)
    if cls.__name__ == "Liar":
        desc["members"]["__class__"] = "data"
        desc["members"]["__test__"] = desc["members"]["pytestmark"] = "data"
        desc["special"] += ["__class__", "__getattribute__", "__init_subclass__", "__del__"]
        desc["asks"] = True
        desc["name"], desc["module"], desc["qualname"] = "int", "builtins", "int"
    return desc


describe.class_ = lying


def __getattr__(name):
    class Liar:
        __class__ = KINDS.get(name, str)

        def __len__(self):
            return 5

        def __iter__(self):
            return iter([self] * 5)

    return lambda *args: Liar()
