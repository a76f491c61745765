"""Uses up all memory."""


def __getattr__(name):
    def run(*args):
        held = []
        while True:
            held.append(bytearray(1 << 22))

    return run
