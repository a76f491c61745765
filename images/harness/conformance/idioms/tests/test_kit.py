import argparse
import ast
import asyncio
import concurrent.futures
import functools
import logging
import queue
import subprocess
from unittest.mock import patch

import kit
import pytest
from kit import Account, Emitter, Model, Typed


def test_spy_on_an_instance():
    account = Account("ann", 10)
    with patch.object(account, "deposit", wraps=account.deposit) as deposit:
        assert account.receive(5) == 15
    deposit.assert_called_once_with(5)
    assert account.balance == 15


def test_spy_on_a_class():
    account = Account("ann")
    with patch.object(Account, "deposit", wraps=account.deposit) as deposit:
        assert account.receive(5) == 5
    deposit.assert_called_once_with(5)
    assert account.receive(1) == 6


def test_method_in_hand_is_replaced(monkeypatch):
    account, calls = Account("ann"), []
    before = account.deposit

    def counted(amount):
        calls.append(amount)
        return before(amount)

    monkeypatch.setattr(account, "deposit", counted)
    account.receive(2)
    account.receive(3)
    assert calls == [2, 3] and before(0) == 5


def test_cached_property_in_the_namespace():
    assert isinstance(vars(Account)["initial"], functools.cached_property)
    assert Account("ann").initial == "a"


def test_method_of_a_list_is_taken_off():
    emitter, heard = Emitter(), []
    emitter.on(heard.append)
    emitter.emit(1)
    emitter.off(heard.append)
    emitter.emit(2)
    assert heard == [1]


def test_method_of_another_list_is_not():
    emitter = Emitter()
    emitter.on([].append)
    with pytest.raises(ValueError):
        emitter.off([].append)


def test_namespace_of_a_test_side_instance():
    class User(Model):
        name = Typed(str)

    user = User(name="ann")
    user.age = 3
    assert vars(user) == user.__dict__ == {"name": "ann", "age": 3}
    with pytest.raises(TypeError, match="name must be str"):
        user.name = 5


def test_subclasses():
    class Dot(kit.Shape):
        def area(self):
            return 0

    names = sorted(cls.__name__ for cls in kit.Shape.__subclasses__())
    assert names == ["Circle", "Dot", "Square"] and Dot in kit.Shape.__subclasses__()
    assert kit.Circle in kit.Shape.__subclasses__() and kit.Circle.__subclasses__() == []


def test_abstract_method_says_so():
    assert kit.Shape.area.__isabstractmethod__ is True
    assert not getattr(kit.Shape.name, "__isabstractmethod__", False)


def test_private_mark_on_a_function():
    @kit.route("/x")
    def handler():
        return "x"

    assert handler._route == "/x" and handler() == "x"


def test_private_marks_on_methods():
    class Pages:
        @kit.route("/a")
        def first(self): ...

        @kit.route("/b")
        def second(self): ...

        def plain(self): ...

    assert kit.routes(Pages()) == ["/a", "/b"]


def test_private_mark_on_a_class():
    @kit.table("users")
    class User:
        pass

    assert User._table == "users" and kit.query(User()) == "select * from users"


def test_special_mark_on_a_function():
    @kit.needs
    def build(a: int, b: str) -> None: ...

    assert build.__needs__ == ["a", "b"]


def test_defaults_of_a_function():
    def function(a, b=2, c="x", *, d=None): ...

    assert kit.optional(function) == {"b": 2, "c": "x", "d": None}
    assert kit.optional(lambda x: x) == {}


def test_rest_of_the_arguments():
    def function(a, *others, b=1, **more):
        local = a
        return local

    assert kit.rest(function) == "others" and kit.rest(lambda x: x) is None


def test_init_is_wrapped():
    @kit.noted
    class Point:
        def __init__(self, x, y=0):
            self.x, self.y = x, y

    @kit.noted
    class Empty:
        pass

    point = Point(1, y=2)
    assert (point.x, point.y) == (1, 2) and isinstance(Empty(), Empty)
    assert kit.made[-2:] == ["Point", "Empty"]


def test_hash_of_what_it_holds():
    assert hash(kit.Card("ace", "hearts")) == hash(("ace", "hearts"))
    assert len({kit.Card("ace", "hearts"), kit.Card("ace", "hearts"), kit.Card("ace", "spades")}) == 2


def test_bucket_of_a_text():
    table = kit.Table(8)
    table.put("key", 1)
    assert table.buckets[hash("key") % 8] == [("key", 1)]


def test_order_of_a_set():
    words = "the quick brown fox jumps over the lazy dog".split()
    assert kit.unique(words) == list(set(words))


@pytest.mark.parametrize(
    "name, kind",
    [("parser", argparse.ArgumentParser), ("handler", logging.Handler), ("tree", ast.Module),
     ("statement", ast.Assign), ("queue", queue.PriorityQueue), ("queue", queue.Queue), ("tasks", asyncio.Queue),
     ("pool", concurrent.futures.ThreadPoolExecutor), ("result", subprocess.CompletedProcess)],
)  # fmt: skip
def test_kind(name, kind):
    found = kit.kinds()[name]
    assert isinstance(found, kind)
    assert not isinstance(found, (str, Exception, kit.Account))


def test_derived_from_a_library_class():
    assert issubclass(kit.Quiet, logging.Handler) and not issubclass(kit.Account, logging.Handler)


# -- with blocks that end with an error which no statement of the test raises ---------------------------------------


def test_keeps_an_error_of_the_kind():
    with kit.Keeping(LookupError) as keeping:
        {"a": 1}["b"]
    assert keeping.kept == ["KeyError"]


@pytest.mark.parametrize(("kind", "text"), [(ValueError, "x"), (ArithmeticError, "0")])
def test_keeps_an_error_of_a_kind_from_the_table(kind, text):
    with kit.Keeping(kind) as keeping:
        1 / int(text)
    assert len(keeping.kept) == 1


def test_keeps_any_error():
    with kit.Keeping() as keeping:
        int("x")
    assert keeping.kept == ["ValueError"]


def test_keeps_what_a_function_raises():
    def parse(text):
        if not text.isdigit():
            raise ValueError(text)

    with kit.Keeping() as keeping:
        parse("x")
    assert len(keeping.kept) == 1


def test_another_kind_goes_on():
    with pytest.raises(ValueError), kit.Keeping(LookupError):
        int("x")
