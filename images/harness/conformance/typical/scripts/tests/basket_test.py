import importlib
import sys

import pytest

if "basket" in sys.modules:
    del sys.modules["basket"]

import basket
from basket import Basket


@pytest.fixture
def fresh():
    sys.modules.pop("basket")
    yield importlib.import_module("basket")
    sys.modules["basket"] = basket


def test_a_fresh_module_has_forgotten(fresh):
    assert fresh is not basket and fresh.things == [] and fresh.Basket.opened == 1
    assert fresh.Basket().put("tea") == 1
    fresh.settings["currency"] = "CHF"


def test_and_each_time_anew(fresh):
    assert fresh.settings == {"currency": "EUR"}


def test_what_was_made_before_stays_as_it_was(fresh):
    fresh.default.put("milk")
    assert basket.things == [] and isinstance(basket.default, Basket)
    assert not isinstance(fresh.default, Basket) and fresh.Basket is not Basket
    assert basket.default.put("tea") == 1
    basket.things.clear()
