from ..errors import ShopError


class MemoryStorage:
    def __init__(self):
        self.rows = {}

    def load(self, key):
        try:
            return self.rows[key]
        except KeyError:
            return None

    def save(self, key, value):
        self.rows[key] = value
