from . import prices
from .errors import OutOfStock


class Cart:
    def __init__(self):
        self.items = {}

    def add(self, name, count=1):
        if not prices.available(name):
            raise OutOfStock(name)
        self.items[name] = self.items.get(name, 0) + count
        return self

    def total(self):
        return sum(prices.price(name) * count for name, count in self.items.items())
