from abc import ABC, abstractmethod


class Observer(ABC):
    @abstractmethod
    def update(self, stock, price): ...


class Stock:
    def __init__(self, symbol, price):
        self.symbol = symbol
        self._price = price
        self._observers = []

    def attach(self, observer):
        if not isinstance(observer, Observer):
            raise TypeError("not an observer")
        self._observers.append(observer)

    def detach(self, observer):
        self._observers.remove(observer)

    @property
    def price(self):
        return self._price

    @price.setter
    def price(self, value):
        if value == self._price:
            return
        self._price = value
        errors = []
        for observer in self._observers:
            try:
                observer.update(self, value)
            except Exception as error:
                errors.append(error)
        if errors:
            raise ExceptionGroup("observers failed", errors)


class Alarm(Observer):
    def __init__(self, below, ring):
        self._below = below
        self._ring = ring

    def update(self, stock, price):
        if price < self._below:
            self._ring(f"{stock.symbol} fell to {price}")


class Average(Observer):
    def __init__(self):
        self._prices = []

    def update(self, stock, price):
        self._prices.append(price)

    @property
    def value(self):
        return sum(self._prices) / len(self._prices)
