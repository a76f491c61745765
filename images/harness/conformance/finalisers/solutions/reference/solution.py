import io


class Rand(io.BufferedRandom):
    pass


class Tell:

    def __init__(self, f):
        self.f = f

    def __del__(self):
        self.f('gone')


def ask(f):
    return (f(1), f(2))


def hold(x):
    return [Tell(x)]


KEEP = []
