"""Every attribute of everything is one more of the same; asking never ends."""


class Endless:
    def __getattr__(self, name):
        return getattr(self, name + "x")

    def __call__(self, *args):
        return self()

    def __eq__(self, other):
        return self == other

    def __iter__(self):
        return iter(self)


def __getattr__(name):
    return lambda *args: Endless()
