"""Has so much of what a test has its cases from that the tests' process runs out of memory."""

NAMES = range(1_000_000_000)


def __getattr__(name):
    return lambda *args: 0
