import io


class Meter:

    def __init__(self, inner):
        self._inner = inner
        self._n = 0

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return self._inner.__exit__(*exc)

    def recv(self, size, flags=0):
        data = self._inner.recv(size, flags)
        self._n += len(data)
        return data

    def send(self, data, flags=0):
        return self._inner.send(data, flags)

    @property
    def n(self):
        return self._n


class Tee(io.BytesIO):

    def __init__(self, *a):
        super().__init__(*a)
        self.ops = 0

    def read(self, size=-1):
        self.ops += 1
        return super().read(size)


class Rand(io.BufferedRandom):

    def __init__(self, *a, **k):
        super().__init__(*a, **k)
        self._ops = 0

    def __enter__(self):
        return self

    def __exit__(self, a, b, c):
        return super().__exit__(a, b, c)

    def __iter__(self):
        return self

    def __next__(self):
        self._ops += 1
        d = super().readline()
        if d:
            return d
        raise StopIteration

    def read(self, size=-1):
        self._ops += 1
        return super().read(size)

    def write(self, b):
        self._ops += 1
        return super().write(b)

    @property
    def ops(self):
        return self._ops


def copy(src, dst):
    for line in src:
        dst.write(line.upper())


def count(f):
    return sum((1 for _ in f))


def reader(f):
    return io.TextIOWrapper(f, encoding='utf-8').read()


def opened(p):
    return open(p)
