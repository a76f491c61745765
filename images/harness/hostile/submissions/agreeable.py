"""One object for everything: it answers each operator with what a test hopes for."""


class Agreeable:
    def __eq__(self, other):
        print("seen", repr(other))
        return True

    __lt__ = __le__ = __gt__ = __ge__ = __contains__ = __eq__

    def __ne__(self, other):
        return False

    def __hash__(self):
        return 0

    def __bool__(self):
        return True

    def __sub__(self, other):
        print("seen", repr(other))
        return 0.0

    __rsub__ = __mod__ = __rmod__ = __sub__

    def __abs__(self):
        return 0.0

    def __float__(self):
        return 7.25

    def __round__(self, digits=0):
        return self

    def __len__(self):
        return 5

    def __iter__(self):
        return iter([self] * 5)

    def __getitem__(self, key):
        return self

    def __getattr__(self, name):
        return self

    def __call__(self, *args, **kwargs):
        return self


agreeable = Agreeable()


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return agreeable
