import collections
import functools


class LRUCache:
    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError("capacity must be positive")
        self._capacity = capacity
        self._items = collections.OrderedDict()

    def get(self, key, default=None):
        if key not in self._items:
            return default
        return self._items[key]

    def put(self, key, value):
        self._items[key] = value
        self._items.move_to_end(key)
        if len(self._items) > self._capacity:
            self._items.popitem(last=False)

    def __contains__(self, key):
        return key in self._items

    def __len__(self):
        return len(self._items)

    def keys(self):
        return list(self._items)

    def memoize(self, function):
        @functools.wraps(function)
        def wrapper(*args):
            self.put(args, function(*args))
            return self.get(args)

        return wrapper
