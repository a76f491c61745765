"""Objects that come and go."""
import functools
import gc
import weakref


class Node:
    """A tree node that does not keep its parent alive."""

    def __init__(self, name, parent=None):
        self.name = name
        self.children = []
        self._parent = weakref.ref(parent) if parent is not None else None
        if parent is not None:
            parent.children.append(self)

    @property
    def parent(self):
        return self._parent() if self._parent is not None else None


class Tracked:
    alive = 0

    def __init__(self):
        Tracked.alive += 1

    def __del__(self):
        Tracked.alive -= 1


class Resource:
    def __init__(self, name, on_close):
        self.name = name
        self._finalizer = weakref.finalize(self, on_close, name)

    def close(self):
        self._finalizer()

    @property
    def closed(self):
        return not self._finalizer.alive


class Noisy:
    def __init__(self, on_delete):
        self.on_delete = on_delete

    def __del__(self):
        self.on_delete("deleted")


class WeakCache:
    def __init__(self, make):
        self._make = make
        self._items = weakref.WeakValueDictionary()

    def get(self, key):
        item = self._items.get(key)
        if item is None:
            item = self._items[key] = self._make(key)
        return item

    def __len__(self):
        return len(self._items)


class Value:
    def __init__(self, key):
        self.key = key


def make_value(key):
    return Value(key)


class EventSource:
    """Does not keep its listeners alive."""

    def __init__(self):
        self._listeners = weakref.WeakSet()

    def add(self, listener):
        self._listeners.add(listener)

    def fire(self, event):
        return sorted(listener.hear(event) for listener in self._listeners)

    def count(self):
        return len(self._listeners)


class Bell:
    """Rings whoever listens, and keeps nobody alive."""

    def __init__(self):
        self._listeners = weakref.WeakSet()
        self._last = None

    def listen(self, listener):
        self._listeners.add(listener)
        self._last = listener
        return listener

    def forget_last(self):
        self._last = None

    def ring(self):
        return sorted(listener() for listener in self._listeners)


class MethodSource:
    def __init__(self):
        self._handlers = []

    def connect(self, method):
        self._handlers.append(weakref.WeakMethod(method))

    def fire(self, *args):
        results = []
        for reference in list(self._handlers):
            handler = reference()
            if handler is None:
                self._handlers.remove(reference)
            else:
                results.append(handler(*args))
        return results


class Registry:
    """Keeps what is registered until it is removed."""

    def __init__(self):
        self._items = {}

    def register(self, name, item):
        self._items[name] = item
        return item

    def get(self, name):
        return self._items.get(name)

    def unregister(self, name):
        return self._items.pop(name, None)


class Pair:
    """Two of these can point at each other."""

    def __init__(self):
        self.other = None


class Pool:
    def __init__(self, size):
        self._free = [Value(number) for number in range(size)]

    def acquire(self):
        if not self._free:
            raise RuntimeError("pool is empty")
        return self._free.pop()

    def release(self, item):
        self._free.append(item)

    def free(self):
        return len(self._free)


class Memo:
    def __init__(self):
        self.calls = 0

    @functools.lru_cache(maxsize=2)
    def square(self, number):
        self.calls += 1
        return Value(number * number)


def consume(items):
    """Keeps nothing."""
    return sum(1 for _ in items)


def alive(kind):
    gc.collect()
    return sum(1 for item in gc.get_objects() if isinstance(item, kind))


def generator_with_cleanup(log):
    try:
        yield 1
        yield 2
    finally:
        log.append("cleaned")


def hold(log):
    held = Noisy(log.append)

    def use():
        return held is not None

    return use
