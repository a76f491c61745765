from .errors import OutOfStock
from .prices import PRICES, available, discount

PRICES = dict(PRICES)


class Cart:
    def __init__(self):
        self.items = {}

    def add(self, name, count=1):
        if not available(name):
            raise OutOfStock(name)
        self.items[name] = self.items.get(name, 0) + count
        return self

    def total(self):
        return sum((PRICES[name] - discount) * count for name, count in self.items.items())
