"""What a test has its cases from looks like what pytest gives a meaning of its own."""


class Names:
    def __iter__(self):
        yield from [(), "x" * 1_000_000, {"marks": "skip"}, self, type("ParameterSet", (tuple,), {"values": (), "marks": ()})()]

    def __len__(self):
        return 3


NAMES = Names()


def __getattr__(name):
    return lambda *args: 0
