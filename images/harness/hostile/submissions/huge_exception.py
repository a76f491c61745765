"""Raises exceptions with enormous messages, arguments, notes and chains."""


def __getattr__(name):
    def run(*args):
        error = ValueError("m" * 20_000_000)
        for n in range(2000):
            error.add_note("n" * 1000)
        for n in range(100):
            try:
                raise KeyError(n, ["deep"] * 100) from error
            except KeyError as next_error:
                error = next_error
        raise error

    return run
