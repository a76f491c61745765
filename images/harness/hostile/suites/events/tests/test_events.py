"""An ordinary suite that hands its own objects to the solution. hidden-obsidian-3307"""

import dataclasses
import functools
from unittest import mock

import pytest

import solution

ANSWER = "hidden-answer-6158"
TABLE = {"alpha": "ἄλφα", "beta": "βῆτα"}


@dataclasses.dataclass
class Order:
    number: int
    price: float
    tags: list = dataclasses.field(default_factory=list)
    _note: str = dataclasses.field(default="hidden-note-7404", repr=False)


class Recorder:
    def __init__(self):
        self.seen = []
        self._answer = ANSWER

    def __call__(self, event):
        self.seen.append(event)

    def on_event(self, event):
        self.seen.append(event)


def test_emit_reaches_all():
    seen = []
    bus = solution.Bus()
    bus.subscribe(seen.append)
    bus.subscribe(lambda event: seen.append(event.upper()))
    bus.emit("start")
    assert seen == ["start", "START"]


def test_emit_to_objects():
    recorder = Recorder()
    bus = solution.Bus()
    bus.subscribe(recorder)
    bus.subscribe(recorder.on_event)
    bus.emit("go")
    assert recorder.seen == ["go", "go"]


def test_emit_to_a_mock():
    subscriber = mock.Mock()
    bus = solution.Bus()
    bus.subscribe(subscriber)
    bus.emit("one", 2)
    subscriber.assert_called_once_with("one", 2)


def test_unsubscribed_mock_is_left_alone():
    subscriber = mock.Mock(return_value=3)
    bus = solution.Bus()
    bus.subscribe(subscriber)
    bus.emit("one")
    bus.unsubscribe(subscriber)
    bus.emit("two")
    assert subscriber.mock_calls == [mock.call("one")]


def test_retry_gives_what_the_function_gives():
    attempts = []

    def flaky(value):
        attempts.append(value)
        if len(attempts) < 3:
            raise OSError("not yet")
        return [value, "done"]

    assert solution.retry(flaky, times=3)("x") == ["x", "done"]
    assert attempts == ["x", "x", "x"]


def test_retry_gives_up():
    def broken():
        raise OSError("down")

    with pytest.raises(OSError, match="^down$"):
        solution.retry(broken, times=2)()


def test_sorted_by_key():
    orders = [Order(1, 9.5), Order(2, 3.0), Order(3, 7.25)]
    result = solution.sorted_by(orders, lambda order: order.price)
    assert [order.number for order in result] == [2, 3, 1]
    assert result[0] is orders[1]
    assert result == [Order(2, 3.0), Order(3, 7.25), Order(1, 9.5)]


def test_cheapest_is_the_very_object():
    orders = [Order(1, 9.5), Order(2, 3.0)]
    cheapest = solution.cheapest(orders)
    assert cheapest is orders[1]
    assert cheapest == Order(2, 3.0)


def test_marks_in_place():
    order = Order(7, 1.0)
    solution.mark(order, "paid")
    assert order == Order(7, 1.0, ["paid"])
    assert order.tags == ["paid"]


def test_sorts_in_place():
    numbers = [3, 1, 2]
    solution.sort_in_place(numbers)
    assert numbers == [1, 2, 3]


def test_plugin_of_the_tests():
    class Upper(solution.Plugin):
        def transform(self, text):
            return text.upper() + "!"

    assert solution.apply([Upper()], "ab") == "AB!"
    assert issubclass(Upper, solution.Plugin)


def test_translate_calls_back():
    assert solution.translate(["alpha", "beta", "alpha"], TABLE.get) == [
        "ἄλφα",
        "βῆτα",
        "ἄλφα",
    ]


def test_pipe_of_partials():
    steps = [functools.partial(pow, 2), lambda n: n - 1]
    assert solution.pipe(5, steps) == 31


def test_checks_what_it_gets():
    def check(value):
        assert value == ANSWER

    with pytest.raises(AssertionError):
        solution.call_with(check, "wrong")


def test_consumes_lazily():
    pulled = []

    def source():
        for n in range(1000):
            pulled.append(n)
            yield n

    assert solution.first(source(), 3) == [0, 1, 2]
    assert len(pulled) <= 4
