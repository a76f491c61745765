"""Every way to fail."""
import contextlib
import dataclasses
import decimal
import functools
import json
import sys
import warnings


class BankError(Exception):
    """Base of all errors of the bank."""


class InsufficientFunds(BankError, ValueError):
    def __init__(self, balance, amount):
        super().__init__(balance, amount)
        self.balance = balance
        self.amount = amount

    def __str__(self):
        return f"balance {self.balance} is less than {self.amount}"

    @property
    def missing(self):
        return self.amount - self.balance


class AccountLocked(BankError):
    code = 423

    def __init__(self, message="account is locked", *, reason=None):
        super().__init__(message)
        self.reason = reason


class NotFound(BankError, KeyError):
    pass


class Retry(BaseException):
    pass


@dataclasses.dataclass
class Invalid(Exception):
    field: str
    line: int = 0


class RateWarning(UserWarning):
    pass


class TransferFailed(ExceptionGroup):
    def derive(self, errors):
        return TransferFailed(self.message, errors)


@dataclasses.dataclass(frozen=True)
class Receipt:
    number: int


class Account:
    def __init__(self, balance=0):
        self.balance = balance
        self.locked = False

    def withdraw(self, amount):
        if self.locked:
            raise AccountLocked(reason="owner")
        self.balance -= amount
        if self.balance < 0:
            raise InsufficientFunds(self.balance + amount, amount)
        return self.balance


def fail(kind, *args):
    raise kind(*args)


def divide(a, b):
    return a / b


def first(items):
    return items[0]


def lookup(mapping, key):
    if key not in mapping:
        raise KeyError(f"{key} not found")
    return mapping[key]


def find(mapping, key):
    try:
        return mapping[key]
    except KeyError:
        raise NotFound(f"no account {key}")


def find_quietly(mapping, key):
    try:
        return mapping[key]
    except KeyError as error:
        raise NotFound(key) from error


def find_clumsily(mapping, key):
    try:
        return mapping[key]
    except KeyError:
        raise RuntimeError("handler failed")


def parse(text):
    return json.loads(text)


def parse_number(text):
    if not text.isdigit():
        raise ValueError("invalid number")
    return int(text)


def parse_amount(text):
    return decimal.Decimal(text)


def recurse(n=0):
    return recurse(n + 1)


def with_notes():
    error = ValueError("bad row")
    raise error


def transfer_all(amounts):
    errors = []
    for amount in amounts:
        if amount < 0:
            errors.append(ValueError(f"negative {amount}"))
        elif not isinstance(amount, int):
            errors.append(TypeError(f"not whole {amount}"))
        elif amount > 1000:
            errors.append(InsufficientFunds(1000, amount))
    if errors:
        raise TransferFailed("transfers failed", errors)
    return sum(amounts)


def nested_group():
    raise ExceptionGroup("outer", [OSError(2, "missing"), ExceptionGroup("inner", [KeyError("k")])])


def handle_group(action):
    handled = []
    try:
        action()
    except* ValueError as group:
        handled += [str(error) for error in group.exceptions]
    except* Exception as group:
        pass
    return handled


def guard(action):
    """Gives the result or the text of the error."""
    try:
        return action()
    except ValueError as error:
        return f"value error: {error}"
    except BankError as error:
        return f"bank error: {error}"
    except Exception as error:
        return None


def translate(action):
    try:
        return action()
    except LookupError as error:
        raise BankError("lookup went wrong") from KeyError(str(error))


def reraise(action, log):
    try:
        return action()
    except Exception as error:
        log.append(type(error).__name__)
        raise type(error)(*error.args)


def make_error(*args):
    return InsufficientFunds(*args)


def raise_it(error):
    raise error


def leave(status):
    try:
        sys.exit(status)
    except SystemExit:
        return status


def interrupt():
    try:
        raise KeyboardInterrupt
    except BaseException:
        return None


def stop():
    raise StopIteration("early")


def checked(value):
    assert value > 0, f"not positive: {value}"
    return value


def old_name(value):
    warnings.warn("old_name is deprecated, use new_name", DeprecationWarning, stacklevel=2)
    return value


def rate(value):
    if value > 10:
        warnings.warn(RateWarning(f"rate {value} is high"))
        warnings.warn(RateWarning(f"rate {value} is high"))
    elif value > 4:
        warnings.warn("rather high", RuntimeWarning)
    if value > 20:
        warnings.warn("very high", RuntimeWarning)
    return value


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def decode(data):
    return data.decode("utf-8")


@contextlib.contextmanager
def transaction(log):
    log.append("begin")
    try:
        yield log
    except BankError:
        log.append("rollback")
    finally:
        log.append("commit")


@functools.singledispatch
def describe(value):
    raise TypeError(f"cannot describe {type(value).__name__}")


@describe.register
def _(value: int):
    return f"number {value}"


def attempt_all(actions):
    results = []
    for action in actions:
        with contextlib.suppress(ZeroDivisionError):
            results.append(action())
    return results
