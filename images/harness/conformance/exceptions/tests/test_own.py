import copy
import traceback

import pytest

import bank
from bank import Account, AccountLocked, BankError, InsufficientFunds, Invalid, NotFound, Retry


def test_own_exception_with_attributes():
    with pytest.raises(InsufficientFunds) as caught:
        Account(10).withdraw(25)
    error = caught.value
    assert error.balance == 10
    assert error.amount == 25
    assert error.missing == 15
    assert error.args == (10, 25)
    assert str(error) == "balance 10 is less than 25"


def test_match_uses_the_custom_str():
    with pytest.raises(InsufficientFunds, match=r"^balance 0 is less than 1$"):
        Account().withdraw(1)


def test_state_is_unchanged_after_a_failure():
    account = Account(10)
    with pytest.raises(BankError):
        account.withdraw(11)
    assert account.balance == 10
    assert account.withdraw(4) == 6


@pytest.mark.parametrize("kind", [InsufficientFunds, BankError, ValueError, Exception],
                         ids=["itself", "base", "builtin", "exception"])
def test_caught_by_each_of_its_bases(kind):
    with pytest.raises(kind):
        Account().withdraw(1)


def test_not_caught_by_a_sibling():
    with pytest.raises(InsufficientFunds):
        try:
            Account().withdraw(1)
        except (AccountLocked, NotFound, KeyError):
            pytest.fail("wrong handler")


def test_hierarchy():
    assert issubclass(InsufficientFunds, BankError)
    assert issubclass(InsufficientFunds, ValueError)
    assert issubclass(NotFound, KeyError)
    assert not issubclass(BankError, ValueError)
    assert issubclass(Retry, BaseException)
    assert not issubclass(Retry, Exception)
    assert BankError.__doc__ == "Base of all errors of the bank."
    assert InsufficientFunds.__name__ == "InsufficientFunds"
    assert [c.__name__ for c in InsufficientFunds.__mro__[:3]] == ["InsufficientFunds", "BankError", "ValueError"]


def test_exact_type():
    with pytest.raises(BankError) as caught:
        Account().withdraw(1)
    assert type(caught.value) is InsufficientFunds
    assert caught.type is InsufficientFunds


def test_class_attribute_and_keyword():
    account = Account(5)
    account.locked = True
    with pytest.raises(AccountLocked, match="account is locked") as caught:
        account.withdraw(1)
    assert caught.value.code == 423
    assert caught.value.reason == "owner"


def test_base_exception_subclass():
    with pytest.raises(Retry, match="later"):
        bank.fail(Retry, "later")
    with pytest.raises(Retry):
        try:
            bank.fail(Retry)
        except Exception:
            pytest.fail("Retry is not an Exception")


def test_dataclass_exception():
    with pytest.raises(Invalid) as caught:
        bank.fail(Invalid, "name", 4)
    assert caught.value.field == "name"
    assert caught.value.line == 4
    assert caught.value == Invalid("name", 4)


def test_raised_by_the_test():
    with pytest.raises(InsufficientFunds) as caught:
        raise InsufficientFunds(1, 2)
    assert caught.value.missing == 1
    assert str(caught.value) == "balance 1 is less than 2"


def test_made_there_and_raised_here():
    error = bank.make_error(3, 5)
    assert isinstance(error, InsufficientFunds)
    with pytest.raises(InsufficientFunds) as caught:
        raise error
    assert caught.value is error
    assert caught.value.missing == 2


def test_made_here_and_raised_there():
    error = ValueError("from the test")
    with pytest.raises(ValueError) as caught:
        bank.raise_it(error)
    assert caught.value is error


def test_cause():
    with pytest.raises(NotFound, match="no account bob") as caught:
        bank.find({}, "bob")
    assert isinstance(caught.value.__cause__, KeyError)
    assert caught.value.__cause__.args == ("bob",)


def test_suppressed_context():
    with pytest.raises(NotFound) as caught:
        bank.find_quietly({}, "bob")
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ is True


def test_context():
    with pytest.raises(RuntimeError, match="handler failed") as caught:
        bank.find_clumsily({}, "bob")
    assert isinstance(caught.value.__context__, KeyError)
    assert caught.value.__suppress_context__ is False


def test_notes():
    with pytest.raises(ValueError, match="bad row") as caught:
        bank.with_notes()
    assert caught.value.__notes__ == ["in file data.csv", "on line 3"]


def test_traceback_is_there():
    try:
        Account().withdraw(1)
    except InsufficientFunds as error:
        text = "".join(traceback.format_exception(error))
        assert "InsufficientFunds: balance 0 is less than 1" in text
        assert error.__traceback__ is not None
    else:
        pytest.fail("did not raise")


def test_context_manager_rolls_back():
    log = []
    with pytest.raises(BankError):
        with bank.transaction(log):
            Account().withdraw(1)
    assert log == ["begin", "rollback"]
    log.clear()
    with bank.transaction(log) as inner:
        assert inner is log
    assert log == ["begin", "commit"]


def test_two_errors_compare_by_identity():
    assert InsufficientFunds(1, 2) != InsufficientFunds(1, 2)
    error = NotFound("x")
    assert error == error


def test_repr_of_an_error():
    assert repr(AccountLocked("no")) == "AccountLocked('no')"
    assert repr(InsufficientFunds(1, 2)) == "InsufficientFunds(1, 2)"
    assert str(NotFound("key")) == "'key'"


def test_copied_error():
    error = copy.copy(bank.make_error(1, 4))
    assert error.missing == 3
