"""Raises GeneratorExit wherever it is called."""


def __getattr__(name):
    def fail(*args):
        raise GeneratorExit(0)

    return fail
