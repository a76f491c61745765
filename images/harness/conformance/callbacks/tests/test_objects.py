import contextlib
import io
import types
from unittest import mock

import pytest

import tools


class Store:
    """A test-side object with the methods and attributes the solution uses."""

    def __init__(self):
        self.rows = {}

    def put(self, key, value):
        if key in self.rows:
            raise KeyError(f"duplicate {key}")
        self.rows[key] = value

    @property
    def size(self):
        return len(self.rows)


def test_methods_and_properties_of_a_test_side_object():
    store = Store()
    assert tools.save_all(store, [("a", 1), ("b", 2)]) == 2
    assert store.rows == {"a": 1, "b": 2}


def test_exception_from_a_test_side_method():
    with pytest.raises(KeyError, match="duplicate a"):
        tools.save_all(Store(), [("a", 1), ("a", 2)])


def test_mock_object_with_a_spec():
    class Gateway:
        def charge(self, amount, currency): ...

        last = None

    gateway = mock.Mock(spec=Gateway)
    gateway.charge.return_value = {"id": 7}
    assert tools.charge(gateway, 5) == {"id": 7}
    gateway.charge.assert_called_once_with(amount=5, currency="EUR")
    assert gateway.last == {"id": 7}


def test_mock_is_not_called_when_it_must_not():
    gateway = mock.MagicMock()
    with pytest.raises(ValueError, match="amount must be positive"):
        tools.charge(gateway, 0)
    gateway.charge.assert_not_called()


def test_attribute_set_on_a_test_side_object():
    gateway = types.SimpleNamespace(charge=lambda amount, currency: (amount, currency), last=None)
    tools.charge(gateway, 9)
    assert gateway.last == (9, "EUR")


def test_file_like_objects():
    assert tools.read_lines(io.StringIO("one\ntwo\n")) == ["one", "two"]
    target = io.StringIO()
    tools.write_report(target, ["a", 1])
    assert target.getvalue() == "a\n1\n"


def test_own_file_like_object():
    class Target:
        def __init__(self):
            self.parts, self.flushed = [], 0

        def write(self, text):
            self.parts.append(text)

        def flush(self):
            self.flushed += 1

    target = Target()
    tools.write_report(target, [1, 2])
    assert target.parts == ["1\n", "2\n"]
    assert target.flushed == 1


def test_special_methods_of_a_test_side_object():
    class Cart:
        quantities = {"apple": 2, "pear": 1}
        prices = {"apple": 3, "pear": 5}

        def __getitem__(self, name):
            return self.prices[name]

        def __len__(self):
            return len(self.quantities)

    class Empty(Cart):
        quantities = {}

    assert tools.total_of(Cart()) == 11
    assert tools.total_of(Empty()) == 0


def test_callable_test_side_object():
    class Doubler:
        calls = 0

        def __call__(self, value):
            self.calls += 1
            return value * 2

    doubler = Doubler()
    pipeline = tools.Pipeline(doubler) | str | doubler
    assert pipeline(4) == "88"
    assert doubler.calls == 2


def test_pipeline_makes_a_new_one():
    base = tools.Pipeline(abs)
    longer = base | (lambda n: n + 1)
    assert base(-3) == 3
    assert longer(-3) == 4
    assert len(base.steps) == 1


def test_context_manager_from_the_test():
    log = []

    @contextlib.contextmanager
    def lock():
        log.append("in")
        try:
            yield
        finally:
            log.append("out")

    assert tools.with_lock(lock(), lambda: log.append("work") or "done") == "done"
    assert log == ["in", "work", "out"]


def test_context_manager_from_the_test_when_it_fails():
    log = []

    class Lock:
        def __enter__(self):
            log.append("in")

        def __exit__(self, kind, error, traceback):
            log.append((kind.__name__, str(error)))
            return True

    def action():
        raise RuntimeError("failed inside")

    assert tools.with_lock(Lock(), action) is None
    assert log == ["in", ("RuntimeError", "failed inside")]


def test_test_side_values_in_results():
    class Item:
        def __init__(self, kind):
            self.kind = kind

    items = [Item("a"), Item("b"), Item("a")]
    groups = tools.group_by(items, key=lambda item: item.kind)
    assert groups == {"a": [items[0], items[2]], "b": [items[1]]}
    assert groups["b"][0] is items[1]


def test_sorting_test_side_objects_by_attribute():
    class Person:
        def __init__(self, name, age):
            self.name, self.age = name, age

    people = [Person("Ann", 30), Person("Bob", 20)]
    assert [person.name for person in tools.sort_by(people, lambda person: person.age)] == ["Bob", "Ann"]
