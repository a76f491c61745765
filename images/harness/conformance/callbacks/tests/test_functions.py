import functools
import operator
from unittest import mock

import pytest

import tools


def test_lambda_and_builtin_as_functions():
    assert tools.apply(lambda a, b=2: a * b, 5) == 10
    assert tools.apply(len, [1, 2, 3]) == 3
    assert tools.apply(max, 1, 9, 3, key=lambda n: -n) == 1
    assert tools.apply(str.upper, "abc") == "ABC"
    assert tools.apply(dict, a=1) == {"a": 1}


def test_methods_partials_and_operators():
    class Scale:
        factor = 3

        def times(self, value):
            return value * self.factor

        @classmethod
        def default(cls, value):
            return value + cls.factor

        @staticmethod
        def half(value):
            return value / 2

    functions = [Scale().times, Scale.default, Scale.half, functools.partial(operator.add, 10), operator.neg]
    assert tools.apply_all(functions, 4) == [12, 7, 2.0, 14, -4]


def test_composition():
    inc_then_double = tools.compose(lambda n: n * 2, lambda n: n + 1)
    assert inc_then_double(5) == 12
    assert tools.compose()(5) == 5
    assert tools.compose(str, abs)(-3) == "3"


def test_curry_reads_the_signature_of_a_test_side_function():
    def add3(a, b, c):
        return a + b + c

    curried = tools.curry(add3)
    assert curried(1)(2)(3) == 6
    assert curried(1, 2)(3) == 6
    assert curried(1)(2, 3) == 6


def test_key_functions():
    words = ["pear", "fig", "apple", "kiwi"]
    assert tools.group_by(words, len) == {4: ["pear", "kiwi"], 3: ["fig"], 5: ["apple"]}
    assert tools.sort_by(words, len, lambda word: word) == ["fig", "kiwi", "pear", "apple"]
    assert tools.sort_by([{"a": 2}, {"a": 1}], operator.itemgetter("a")) == [{"a": 1}, {"a": 2}]


def test_key_function_is_called_once_for_each_item():
    seen = []

    def key(item):
        seen.append(item)
        return item % 2

    tools.group_by([1, 2, 3], key)
    assert seen == [1, 2, 3]


def test_reduce_with_test_side_state():
    steps = []

    def add(total, item):
        steps.append((total, item))
        return total + item

    assert tools.reduce(add, [1, 2, 3], 10) == 16
    assert steps == [(10, 1), (11, 2), (13, 3)]


def test_closures_from_the_solution():
    first, second = tools.counter(), tools.counter(10)
    assert [first(), first(), first(by=5)] == [1, 2, 7]
    assert second() == 11
    assert [add(10) for add in tools.make_adders(3)] == [10, 11, 12]


def test_function_passed_through_comes_back_itself():
    def mine():
        return "mine"

    assert tools.keep(mine)() is mine
    assert tools.keep(mine)()() == "mine"
    assert tools.keep(tools.apply)() is tools.apply


def test_objects_passed_through_come_back_themselves():
    class Thing:
        pass

    thing = Thing()
    assert tools.keep(thing)() is thing
    assert tools.apply(lambda value: value is thing, thing)


def test_two_way_recursion():
    def odd(number):
        return False if number == 0 else tools.even_by(odd, number - 1)

    assert tools.even_by(odd, 10) is True
    assert tools.even_by(odd, 7) is False


def test_callback_that_calls_the_solution_again():
    def outer(value):
        return tools.apply(lambda inner: inner * 2, value) + 1

    assert tools.apply_all([outer, outer], 5) == [11, 11]


def test_mock_as_a_callback():
    handler = mock.Mock(return_value="ok")
    assert tools.apply(handler, 1, key="v") == "ok"
    handler.assert_called_once_with(1, key="v")


def test_mock_with_side_effects():
    flaky = mock.Mock(side_effect=[OSError("one"), OSError("two"), "third"])
    assert tools.retry(3)(flaky)() == "third"
    answers = mock.Mock(side_effect=["x", "", "42"])
    assert tools.ask("age? ", answers) == 42
    assert answers.call_args_list == [mock.call("age? ")] * 3


def test_callback_counts():
    calls = []
    tools.call_n(lambda: calls.append(len(calls)), 4)
    assert calls == [0, 1, 2, 3]


def test_predicate_or_default():
    assert tools.pick([0, 1, "", "a"]) == [1, "a"]
    assert tools.pick([1, 2, 3, 4], lambda n: n > 2) == [3, 4]


def test_visit_order():
    tree = {"name": "root", "children": [{"name": "a", "children": [{"name": "b"}]}, {"name": "c"}]}
    seen = []
    tools.walk(tree, lambda name, depth: seen.append("  " * depth + name))
    assert seen == ["root", "  a", "    b", "  c"]


def test_callback_handed_to_the_callback():
    order = tools.run_in_order({
        "first": lambda log: log("working on first"),
        "second": lambda log: (log("a"), log("b")),
    })
    assert order == ["working on first", "first", "a", "b", "second"]


def test_callback_result_types_are_kept():
    assert tools.apply_all([lambda v: (v,), lambda v: [v], lambda v: {v}], 1) == [(1,), [1], {1}]


def test_name_and_signature_of_a_test_side_function():
    def greet(name, *, loud=False):
        """Say hello."""

    assert tools.name_of(greet) == ("greet", "Say hello.")
    assert tools.parameters_of(greet) == ["name", "loud"]


def test_default_arguments_of_a_test_side_function():
    def power(base, exponent=2):
        return base**exponent

    assert tools.apply(power, 3) == 9
    assert tools.apply(power, exponent=3, base=2) == 8
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'base'"):
        tools.apply(power)
