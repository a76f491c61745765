from abc import ABC

import pytest

from stock_ticker import Alarm, Average, Observer, Stock


class Recorder(Observer):
    def __init__(self):
        self.prices = []

    def update(self, stock, price):
        self.prices.append((stock.symbol, price))


def test_observer_is_abstract():
    assert issubclass(Observer, ABC)
    with pytest.raises(TypeError, match="abstract"):
        Observer()


def test_test_side_observer():
    stock, recorder = Stock("ACME", 10), Recorder()
    stock.attach(recorder)
    stock.price = 12
    stock.price = 12
    stock.price = 9
    assert recorder.prices == [("ACME", 12), ("ACME", 9)]


def test_detach():
    stock, recorder = Stock("ACME", 10), Recorder()
    stock.attach(recorder)
    stock.detach(recorder)
    stock.price = 1
    assert recorder.prices == []
    with pytest.raises(ValueError):
        stock.detach(recorder)


def test_only_observers():
    with pytest.raises(TypeError, match="not an observer"):
        Stock("ACME", 1).attach(lambda stock, price: None)


def test_alarm_and_average():
    rung = []
    stock = Stock("ACME", 10)
    average = Average()
    stock.attach(Alarm(below=5, ring=rung.append))
    stock.attach(average)
    for price in (8, 4, 6, 3):
        stock.price = price
    assert rung == ["ACME fell to 4", "ACME fell to 3"]
    assert average.value == pytest.approx(5.25)


def test_an_observer_that_fails_does_not_stop_the_others():
    class Broken(Observer):
        def update(self, stock, price):
            raise RuntimeError("broken observer")

    stock, recorder = Stock("ACME", 1), Recorder()
    stock.attach(Broken())
    stock.attach(recorder)
    with pytest.raises(ExceptionGroup) as caught:
        stock.price = 2
    assert [str(error) for error in caught.value.exceptions] == ["broken observer"]
    assert recorder.prices == [("ACME", 2)]
