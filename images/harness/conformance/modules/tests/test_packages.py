import importlib
import inspect
import sys

import pytest

import shop
import shop.prices
import shop.storage.memory
from helpers import Stub, full_cart
from shop import Cart, ShopError, checkout
from shop.errors import OutOfStock
from shop.storage import BACKENDS
from shop.storage.memory import MemoryStorage


@pytest.fixture(autouse=True)
def no_discount():
    yield
    shop.prices.set_discount(0)


def test_names_from_the_package():
    assert Cart is shop.Cart
    assert Cart is shop.cart.Cart
    assert checkout is shop.checkout
    assert shop.errors.ShopError is ShopError


def test_classes_know_their_module():
    assert Cart.__module__ == "shop.cart"
    assert OutOfStock.__module__ == "shop.errors"
    assert MemoryStorage.__module__ == "shop.storage.memory"


def test_package_works_across_its_modules():
    cart = Cart().add("apple", 2).add("pear")
    assert cart.total() == 7
    with pytest.raises(OutOfStock, match="plum is out of stock") as caught:
        cart.add("plum")
    assert isinstance(caught.value, ShopError)
    assert caught.value.name == "plum"


def test_nested_package():
    assert BACKENDS["memory"] is MemoryStorage
    storage = shop.storage.memory.MemoryStorage()
    storage.save("a", 1)
    assert storage.load("a") == 1
    with pytest.raises(ShopError, match="nothing stored as b"):
        storage.load("b")
    assert shop.default_storage is shop.storage.memory


def test_module_attributes():
    assert shop.__version__ == "1.2.0"
    assert shop.__doc__ == "A shop."
    assert shop.__name__ == "shop"
    assert shop.prices.__name__ == "shop.prices"
    assert shop.__all__ == ["Cart", "ShopError", "checkout"]
    assert shop._secret == "hidden"


def test_package_paths():
    assert shop.__package__ == "shop"
    assert shop.__file__.endswith("shop/__init__.py")
    assert shop.prices.__file__.endswith("shop/prices.py")
    assert list(shop.__path__)
    assert inspect.ismodule(shop.prices)


def test_modules_are_in_sys_modules():
    assert sys.modules["shop"] is shop
    assert sys.modules["shop.prices"] is shop.prices
    assert importlib.import_module("shop.cart") is shop.cart


def test_module_getattr():
    assert shop.lazy == "made on demand"
    with pytest.raises(AttributeError, match="module 'shop' has no attribute 'missing'"):
        shop.missing
    assert not hasattr(shop, "missing")


def test_setting_a_module_attribute():
    shop.prices.CURRENCY = "USD"
    try:
        assert shop.prices.label("apple") == "2 USD"
    finally:
        shop.prices.CURRENCY = "EUR"
    assert shop.prices.label("apple") == "2 EUR"


def test_changing_a_module_level_dict():
    shop.prices.PRICES["plum"] = 9
    try:
        assert Cart().add("plum").total() == 9
    finally:
        del shop.prices.PRICES["plum"]
    with pytest.raises(OutOfStock):
        Cart().add("plum")


def test_deleting_a_module_attribute():
    currency = shop.prices.CURRENCY
    del shop.prices.CURRENCY
    try:
        assert not hasattr(shop.prices, "CURRENCY")
        with pytest.raises(NameError):
            shop.prices.label("apple")
    finally:
        shop.prices.CURRENCY = currency


def test_global_changed_by_a_function():
    assert shop.prices.discount == 0
    shop.prices.set_discount(1)
    assert shop.prices.discount == 1
    assert full_cart().total() == 4


def test_from_import_copies_the_binding():
    from shop.prices import discount

    shop.prices.set_discount(5)
    assert discount == 0
    assert shop.prices.discount == 5


def test_module_level_list_grows():
    shop.orders.clear()
    checkout(full_cart())
    assert shop.orders == [7]
    checkout(Cart())
    assert shop.orders == [7, 0]


def test_helper_module_of_the_tests():
    assert full_cart().total() == 7
    assert isinstance(full_cart(), Cart)
    assert Stub.name == "stub"


def test_missing_modules():
    with pytest.raises(ModuleNotFoundError, match="No module named 'shop.nothing'"):
        import shop.nothing  # noqa: F401
    with pytest.raises(ImportError, match="cannot import name 'nothing' from 'shop'"):
        from shop import nothing  # noqa: F401
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("not_submitted_at_all")


def test_module_that_fails():
    with pytest.raises(RuntimeError, match="this module cannot be imported"):
        importlib.import_module("broken")


def test_module_that_fails_does_so_each_time():
    for _ in range(2):
        with pytest.raises(RuntimeError):
            import broken  # noqa: F401


def test_finding_without_importing():
    assert importlib.util.find_spec("shop.cart") is not None
    assert importlib.util.find_spec("script") is not None
    assert importlib.util.find_spec("not_submitted_at_all") is None
