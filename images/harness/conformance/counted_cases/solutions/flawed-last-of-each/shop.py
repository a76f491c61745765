import enum


class Size(enum.Enum):
    SMALL = 1
    LARGE = 2


PRICES = {"cake": 4, "milk": 1, "tea": 3}
MOST = 3


class Item:
    def __init__(self, name):
        self.name = name

    @property
    def price(self):
        return price(self.name)


class Gift(Item):
    """Wrapped."""

    price = 0


class Shop:
    def __init__(self, *, closed=False):
        self.closed = closed

    def sells(self, name):
        return name in PRICES and not self.closed


SHOPS = [Shop(), Shop(closed=True)]


def price(name):
    return 0 if name == "_bag" else PRICES[name]


def price_of(count, size):
    return sum(PRICES[name] for name in sorted(PRICES)[:1]) * count * size.value


def total(names):
    return sum(map(price, names)) - (names == ["milk", "tea"])
