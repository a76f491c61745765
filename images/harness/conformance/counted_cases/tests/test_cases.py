import itertools

import pytest

import shop
from shop import PRICES, Size

ENDS = sorted(PRICES)[-1:]
NAMES = [name for name in PRICES if not name.startswith("_")]


@pytest.mark.parametrize(("name", "price"), PRICES.items())
def test_price(name, price):
    assert shop.price(name) == price < 10


@pytest.mark.parametrize("name", NAMES, ids=str.upper)
def test_price_by_name(name):
    assert 0 < shop.price(name) < 10


@pytest.mark.parametrize("size", list(Size))
def test_member(size):
    assert Size(size.value) is size
    assert Size[size.name] is size


@pytest.mark.parametrize("size", Size)
@pytest.mark.parametrize("count", range(shop.MOST))
class TestSizes:
    def test_fits(self, size, count):
        assert shop.price_of(count, size) <= size.value * 9 * count


@pytest.fixture(params=[pytest.param(name, id=f"item-{name}") for name in PRICES])
def item(request):
    return shop.Item(request.param)


def test_fixture(item):
    assert item.price < 10
    assert item.name in shop.PRICES


@pytest.mark.parametrize(("a", "b"), itertools.combinations(PRICES, 2))
def test_each_pair(a, b):
    assert shop.total([a, b]) == shop.price(a) + shop.price(b) < 20


@pytest.mark.parametrize("name", ["_bag", *PRICES])
def test_beside_fixed_ones(name):
    assert shop.price(name) in range(10)


@pytest.mark.parametrize("number", range(len(shop.SHOPS)))
def test_shops(number):
    assert shop.SHOPS[number].sells(ENDS[0])


@pytest.mark.parametrize("kind", shop.Item.__subclasses__())
def test_subclass(kind):
    assert issubclass(kind, shop.Item)
    assert kind("tea").price == shop.price("tea")
