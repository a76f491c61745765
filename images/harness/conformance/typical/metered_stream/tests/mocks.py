import io, errno, os


class Boom(Exception):
    pass


class File(io.BytesIO):

    def __init__(self, *args, chunk=None, exception=None, **kw):
        super().__init__(*args, **kw)
        self.__chunk = chunk
        self.__exception = exception

    def __exit__(self, t, v, tb):
        ret = super().__exit__(t, v, tb)
        if t is not None and 'suppress' in v.args[0]:
            return True
        return ret

    def read(self, size=-1):
        if self.__exception is not None:
            raise self.__exception
        if self.__chunk is None:
            return super().read(size)
        return super().read(min(self.__chunk, size) if size is not None and size > 0 else self.__chunk)


class Sock:

    def __init__(self, *, chunk=None, exception=None):
        self._r = io.BytesIO(b'abc' * 100)
        self._s = io.BytesIO()
        self.__closed = False
        self.__chunk = chunk
        self.__exception = exception
        self.flags = None

    def __enter__(self):
        return self

    def __exit__(self, t, v, tb):
        self.__closed = True
        return t is not None and 'suppress' in v.args[0]

    def recv(self, size, flags=0):
        if self.__closed:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        if size is None:
            raise TypeError("'NoneType' object cannot be interpreted as an integer")
        self.flags = flags
        if self.__exception:
            raise self.__exception
        return self._r.read(size if self.__chunk is None else min(size, self.__chunk))

    def send(self, data, flags=0):
        if not isinstance(flags, int):
            raise TypeError('an integer is required (got type {})'.format(type(flags).__name__))
        self.flags = flags
        return self._s.write(data)
