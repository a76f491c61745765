import logging
import random
import sys

import kept
from kept import Badge, Dice, Numbered, Quiet, Stamp, draw, same, set_up


def test_plain_value_comes_back_as_the_same_object():
    text = "".join(["a", "b", "c"])
    assert same(text) is text


def test_calls_are_counted_by_tracing():
    called = []
    sys.settrace(lambda frame, event, arg: called.append(frame.f_code.co_name))
    try:
        same(3)
    finally:
        sys.settrace(None)
    assert called.count("same") == 1


def test_numbers_drawn_by_the_solution_are_gone_for_the_test():
    random.seed(7)
    expected = [random.random() for _ in range(2)]
    random.seed(7)
    assert [draw(), random.random()] == expected


def test_block_of_the_solution_swallows_a_failed_assertion():
    with Quiet():
        assert same(1) == 2


def test_name_of_a_metaclass():
    assert isinstance(Badge, Numbered)
    assert type(Badge).__name__ == "Numbered"


def test_type_of_a_descriptor():
    assert type(Badge.stamp) is Stamp
    assert type(vars(Badge)["stamp"]) is Stamp


def test_class_derived_from_one_made_in_c():
    assert issubclass(Dice, random.Random)


def test_handlers_by_the_name_of_a_logger():
    set_up()
    assert len(logging.getLogger("app").handlers) == 1


class Plain:
    pass


def test_instance_of_a_class_of_the_test_past_its_constructor():
    assert isinstance(kept.made(Plain), Plain)


def test_size_told_by_the_object():
    assert Dice(1).__sizeof__() == 12_345
