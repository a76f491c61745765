import warnings

import pytest

import bank
from bank import BankError, InsufficientFunds, RateWarning, TransferFailed


def test_group_is_raised():
    with pytest.raises(ExceptionGroup, match="transfers failed") as caught:
        bank.transfer_all([1, -5, 2.5, 2000])
    assert [type(error) for error in caught.value.exceptions] == [ValueError, TypeError, InsufficientFunds]
    assert caught.value.message == "transfers failed"
    assert isinstance(caught.value, TransferFailed)
    assert bank.transfer_all([1, 2]) == 3


def test_except_star():
    values, types = [], []
    try:
        bank.transfer_all([-5, 2.5, -6])
    except* ValueError as group:
        values += [str(error) for error in group.exceptions]
    except* TypeError as group:
        types += [str(error) for error in group.exceptions]
    assert values == ["negative -5", "negative -6"]
    assert types == ["not whole 2.5"]


def test_nested_group_is_split():
    with pytest.raises(ExceptionGroup) as caught:
        bank.nested_group()
    matching, rest = caught.value.split(KeyError)
    assert matching.exceptions[0].exceptions[0].args == ("k",)
    assert [type(error) for error in rest.exceptions] == [FileNotFoundError]
    assert caught.value.subgroup(IndexError) is None


def test_group_contains():
    with pytest.raises(ExceptionGroup) as caught:
        bank.nested_group()
    assert caught.group_contains(KeyError)
    assert caught.group_contains(OSError, match="missing")
    assert not caught.group_contains(IndexError)


def test_group_raised_by_the_test_is_handled_there():
    def action():
        raise ExceptionGroup("mixed", [ValueError("v"), KeyError("k")])

    assert bank.handle_group(action) == ["v", "key k"]


def test_unhandled_part_of_a_group_comes_back():
    def action():
        raise ExceptionGroup("mixed", [ValueError("v"), OSError("o")])

    with pytest.raises(ExceptionGroup) as caught:
        bank.handle_group(action)
    assert [type(error) for error in caught.value.exceptions] == [OSError]


def test_builtin_error_from_a_callback_is_caught_there():
    def action():
        raise ValueError("from the test")

    assert bank.guard(action) == "value error: from the test"


def test_own_error_from_a_callback_is_caught_there():
    def action():
        raise BankError("closed")

    assert bank.guard(action) == "bank error: closed"
    assert bank.guard(lambda: 5) == 5


def test_error_that_is_not_caught_passes_through():
    class Odd(Exception):
        pass

    error = Odd("odd")

    def action():
        raise error

    with pytest.raises(Odd) as caught:
        bank.guard(action)
    assert caught.value is error


def test_test_side_subclass_is_caught_by_its_base():
    class Special(ValueError):
        pass

    class Closed(BankError):
        pass

    def special():
        raise Special("s")

    def closed():
        raise Closed("c")

    assert bank.guard(special) == "value error: s"
    assert bank.guard(closed) == "bank error: c"


def test_finally_runs_on_each_way_out():
    bank.guard.finished = 0
    bank.guard(lambda: 1)
    with pytest.raises(IndexError):
        bank.guard(lambda: [][0])
    assert bank.guard.finished == 2


def test_reraised_error_is_the_same_object():
    error = RuntimeError("once")

    def action():
        raise error

    log = []
    with pytest.raises(RuntimeError) as caught:
        bank.reraise(action, log)
    assert caught.value is error
    assert log == ["RuntimeError"]


def test_translated_error_has_the_callback_error_as_cause():
    error = KeyError("inner")

    def action():
        raise error

    with pytest.raises(BankError, match="lookup went wrong") as caught:
        bank.translate(action)
    assert caught.value.__cause__ is error


def test_suppressed_errors():
    assert bank.attempt_all([lambda: 1, lambda: 1 / 0, lambda: 3]) == [1, 3]


def test_there_and_back_again():
    def outer():
        return bank.divide(1, 0)

    with pytest.raises(ZeroDivisionError):
        bank.guard(outer)


def test_deprecation_warning():
    with pytest.warns(DeprecationWarning, match="use new_name"):
        assert bank.old_name(3) == 3
    with pytest.deprecated_call():
        bank.old_name(1)


def test_own_warning():
    with pytest.warns(RateWarning, match="rate 15 is high") as record:
        bank.rate(15)
    assert len(record) == 1
    assert issubclass(record[0].category, UserWarning)
    assert str(record[0].message) == "rate 15 is high"


def test_several_warnings():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        bank.rate(25)
    assert [warning.category for warning in caught] == [RateWarning, RuntimeWarning]


def test_no_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert bank.rate(5) == 5


def test_warning_turned_into_an_error():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(DeprecationWarning):
            bank.old_name(1)


def test_missing_warning_is_noticed():
    with pytest.raises(pytest.fail.Exception, match="DID NOT WARN"):
        with pytest.warns(UserWarning):
            bank.rate(1)


@pytest.mark.filterwarnings("error::DeprecationWarning")
def test_filter_mark():
    with pytest.raises(DeprecationWarning, match="old_name is deprecated"):
        bank.old_name(1)
