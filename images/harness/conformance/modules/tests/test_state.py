import importlib

import pytest

import counter
import names
import script
from counter import increment
from names import *  # noqa: F403


def test_state_is_kept_between_calls(fresh_counter):
    assert fresh_counter.increment() == 1
    assert increment() == 2
    assert counter.count == 2
    assert counter.history == [1, 2]


def test_fixture_resets_the_state(fresh_counter):
    assert fresh_counter is counter
    assert counter.count == 0
    assert increment(by=5) == 5


class TestStateAcrossTests:
    def test_first(self):
        counter.reset()
        counter.increment()

    def test_second(self):
        assert counter.count == 1
        counter.increment()

    def test_third(self):
        assert counter.history == [1, 2]
        counter.reset()


def test_state_is_set_from_outside(fresh_counter):
    counter.count = 40
    assert increment(2) == 42


def test_reload_runs_the_module_again(fresh_counter):
    increment()
    before = counter.loaded_at
    reloaded = importlib.reload(counter)
    assert reloaded is counter
    assert counter.count == 0
    assert counter.loaded_at != before


def test_reload_makes_new_functions():
    old = counter.increment
    importlib.reload(counter)
    assert counter.increment is not old
    assert counter.increment() == 1
    counter.reset()


def test_star_import_takes_the_public_names():
    assert UNIT == "cm"  # noqa: F405
    assert area(1) == pytest.approx(3.14159, abs=1e-4)  # noqa: F405
    assert "HIDDEN_FROM_STAR" not in globals()
    assert "helper" not in globals()


def test_hidden_names_can_be_reached():
    assert names.HIDDEN_FROM_STAR is True
    assert names._private() == "private"
    assert names.helper() == "private"


def test_imported_library_names_are_the_library():
    import collections
    import math

    assert names.math.pi == math.pi
    assert names.math.sqrt(16) == 4
    assert names.Ordered is collections.OrderedDict


def test_not_run_as_the_program():
    assert script.RESULT == "imported as script"
    assert script.main() == "ran"


def test_vars_of_a_module():
    assert {"area", "UNIT", "helper"} <= set(vars(names))
    assert vars(names)["UNIT"] == "cm"


def test_globals_of_a_function():
    assert counter.increment.__module__ == "counter"
    assert names.area.__globals__["UNIT"] == "cm"


def test_import_inside_a_test():
    import counter as again
    from names import area as renamed

    assert again is counter
    assert renamed is names.area
