class BufferFullException(BufferError):
    """The buffer cannot take more."""

    def __init__(self, message="Circular buffer is full"):
        super().__init__(message)


class BufferEmptyException(Exception):
    """There is nothing to read."""

    def __init__(self, message="Circular buffer is empty"):
        super().__init__(message)


class CircularBuffer:
    def __init__(self, capacity):
        self._capacity = capacity
        self._items = []

    def read(self):
        if not self._items:
            raise BufferEmptyException
        return self._items.pop()

    def write(self, data):
        if len(self._items) == self._capacity:
            raise BufferError("Circular buffer is full")
        self._items.append(data)

    def overwrite(self, data):
        if len(self._items) == self._capacity:
            self._items.pop(0)
        self._items.append(data)

    def clear(self):
        self._items.clear()
