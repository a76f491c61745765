import copy
import decimal
import errno
import json
import pickle

import pytest

import bank


@pytest.mark.parametrize(
    "kind",
    [ValueError, TypeError, KeyError, IndexError, AttributeError, RuntimeError, NotImplementedError, LookupError,
     ArithmeticError, ZeroDivisionError, OverflowError, EOFError, MemoryError, NameError, TimeoutError,
     PermissionError, ConnectionResetError, RecursionError, StopAsyncIteration, BufferError],
)
def test_builtin_exception(kind):
    with pytest.raises(kind) as caught:
        bank.fail(kind, "message", 3)
    assert type(caught.value) is kind
    assert caught.value.args == ("message", 3)


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))])
def test_copies_of_a_builtin_exception(copied):
    with pytest.raises(KeyError) as caught:
        bank.fail(KeyError, "message", 3)
    found = copied(caught.value)
    assert (type(found), found.args) == (KeyError, ("message", 3))
    assert repr(found) == repr(caught.value)


def test_message_and_match():
    with pytest.raises(ZeroDivisionError, match="^division by zero$"):
        bank.divide(1, 0)
    with pytest.raises(IndexError, match="list index out of range"):
        bank.first([])
    with pytest.raises(TypeError, match="not subscriptable"):
        bank.first(None)


def test_key_error_keeps_its_key():
    with pytest.raises(KeyError) as caught:
        bank.lookup({}, ("a", 1))
    assert caught.value.args[0] == ("a", 1)
    assert str(caught.value) == "('a', 1)"


def test_parent_class_catches():
    with pytest.raises(LookupError):
        bank.first([])
    with pytest.raises(ArithmeticError):
        bank.divide(1, 0)
    with pytest.raises(Exception):
        bank.lookup({}, 1)


def test_other_class_does_not_catch():
    with pytest.raises(KeyError):
        try:
            bank.lookup({}, 1)
        except IndexError:
            pytest.fail("wrong handler")


def test_os_error_attributes(tmp_path):
    with pytest.raises(FileNotFoundError) as caught:
        bank.read(tmp_path / "missing.txt")
    assert caught.value.errno == errno.ENOENT
    assert caught.value.filename == str(tmp_path / "missing.txt")
    assert caught.value.strerror == "No such file or directory"


def test_unicode_error_attributes():
    with pytest.raises(UnicodeDecodeError) as caught:
        bank.decode(b"ok\xff")
    assert caught.value.start == 2
    assert caught.value.object == b"ok\xff"
    assert caught.value.encoding == "utf-8"


def test_library_errors():
    with pytest.raises(json.JSONDecodeError) as caught:
        bank.parse("{bad")
    assert caught.value.lineno == 1
    assert caught.value.pos == 1
    assert isinstance(caught.value, ValueError)
    with pytest.raises(decimal.InvalidOperation):
        bank.parse_amount("ten")


def test_number_parsing_message():
    with pytest.raises(ValueError, match=r"invalid literal for int\(\) with base 10: 'x1'"):
        bank.parse_number("x1")


def test_frozen_dataclass():
    import dataclasses

    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'number'"):
        bank.Receipt(1).number = 2


def test_recursion_error():
    with pytest.raises(RecursionError):
        bank.recurse()


def test_assertion_in_the_solution():
    assert bank.checked(1) == 1
    with pytest.raises(AssertionError, match="not positive: -1"):
        bank.checked(-1)


def test_attribute_and_name_errors():
    with pytest.raises(AttributeError, match="module 'bank' has no attribute 'missing'"):
        bank.missing
    with pytest.raises(AttributeError) as caught:
        bank.Account().limit
    assert caught.value.name == "limit"


def test_import_error():
    with pytest.raises(ImportError, match="cannot import name 'missing' from 'bank'"):
        from bank import missing  # noqa: F401


def test_system_exit():
    with pytest.raises(SystemExit) as caught:
        bank.leave(3)
    assert caught.value.code == 3
    with pytest.raises(SystemExit, match="usage"):
        bank.leave("usage: bank")


def test_keyboard_interrupt():
    with pytest.raises(KeyboardInterrupt):
        bank.interrupt()


def test_still_alive_after_exit_and_interrupt():
    assert bank.checked(5) == 5


def test_stop_iteration():
    with pytest.raises(StopIteration) as caught:
        bank.stop()
    assert caught.value.value == "early"


def test_single_dispatch():
    assert bank.describe(3) == "number 3"
    with pytest.raises(TypeError, match="cannot describe str"):
        bank.describe("x")
