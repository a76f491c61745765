class Container:
    def __init__(self):
        self._known = {}

    def register(self, cls):
        self._known[cls] = None
        return cls

    def resolve(self, cls):
        if self._known[cls] is None:
            self._known[cls] = cls()
        return self._known[cls]


def registered(cls):
    return cls
