from dataclasses import dataclass
from decimal import Decimal

COINS = {Decimal(text) for text in ("0.10", "0.20", "0.50", "1", "2", "3")}


@dataclass(frozen=True)
class Product:
    name: str
    price: Decimal


class VendingError(Exception):
    pass


class InsufficientMoney(VendingError):
    def __init__(self, missing):
        super().__init__(f"{missing} missing")
        self.missing = missing


class OutOfStock(VendingError):
    pass


class UnknownProduct(VendingError, KeyError):
    pass


class VendingMachine:
    def __init__(self, slots):
        self._slots = {code: [product, count] for code, (product, count) in slots.items()}
        self.inserted = Decimal(0)

    def insert(self, coin):
        if coin not in COINS:
            raise ValueError(f"not a coin: {coin}")
        self.inserted += coin

    def select(self, code):
        if code not in self._slots:
            raise UnknownProduct(code)
        slot = self._slots[code]
        product, count = slot
        if not count:
            raise OutOfStock(product.name)
        if self.inserted < product.price:
            raise InsufficientMoney(product.price - self.inserted)
        slot[1] -= 1
        change = self.inserted - product.price
        self.inserted = Decimal(0)
        return product, change

    def refund(self):
        money, self.inserted = self.inserted, Decimal(0)
        return money
