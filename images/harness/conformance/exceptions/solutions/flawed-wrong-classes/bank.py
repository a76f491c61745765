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


class InsufficientFunds(Exception):
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


class NotFound(BankError):
    pass


class Retry(Exception):
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


class FrozenInstanceError(AttributeError):
    """Has the right name, but is not the library's."""


class Receipt:
    def __init__(self, number):
        self.__dict__["number"] = number

    def __setattr__(self, name, value):
        raise FrozenInstanceError(f"cannot assign to field {name!r}")


class Account:
    def __init__(self, balance=0):
        self.balance = balance
        self.locked = False

    def withdraw(self, amount):
        if self.locked:
            raise AccountLocked(reason="owner")
        if amount > self.balance:
            raise InsufficientFunds(self.balance, amount)
        self.balance -= amount
        return self.balance


def fail(kind, *args):
    raise kind(*args)


def divide(a, b):
    return a / b


def first(items):
    if not items:
        raise KeyError("list index out of range")
    return items[0]


def lookup(mapping, key):
    return mapping[key]


def find(mapping, key):
    try:
        return mapping[key]
    except KeyError as error:
        raise NotFound(f"no account {key}") from error


def find_quietly(mapping, key):
    try:
        return mapping[key]
    except KeyError:
        raise NotFound(key) from None


def find_clumsily(mapping, key):
    try:
        return mapping[key]
    except KeyError:
        raise RuntimeError("handler failed")


def parse(text):
    try:
        return json.loads(text)
    except ValueError as error:
        raise ValueError(str(error)) from error


def parse_number(text):
    return int(text)


def parse_amount(text):
    try:
        return decimal.Decimal(text)
    except decimal.InvalidOperation:
        raise ValueError("not an amount") from None


def recurse(n=0):
    return recurse(n + 1)


def with_notes():
    error = ValueError("bad row")
    error.add_note("in file data.csv")
    error.add_note("on line 3")
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
        raise errors[0]
    return sum(amounts)


def nested_group():
    raise ExceptionGroup("outer", [OSError(2, "missing"), ExceptionGroup("inner", [KeyError("k")])])


def handle_group(action):
    handled = []
    try:
        action()
    except* ValueError as group:
        handled += [str(error) for error in group.exceptions]
    except* KeyError as group:
        handled += [f"key {error.args[0]}" for error in group.exceptions]
    return handled


def guard(action):
    """Gives the result or the text of the error."""
    try:
        return action()
    except ValueError as error:
        return f"value error: {error}"
    except BankError as error:
        return f"bank error: {error}"
    finally:
        guard.finished = getattr(guard, "finished", 0) + 1


def translate(action):
    try:
        return action()
    except LookupError as error:
        raise BankError("lookup went wrong") from error


def reraise(action, log):
    try:
        return action()
    except Exception as error:
        log.append(type(error).__name__)
        raise


def make_error(*args):
    return InsufficientFunds(*args)


def raise_it(error):
    raise error


def leave(status):
    sys.exit(status)


def interrupt():
    raise KeyboardInterrupt


def stop():
    raise StopIteration("early")


def checked(value):
    if value <= 0:
        raise ValueError(f"not positive: {value}")
    return value


def old_name(value):
    warnings.warn("old_name is deprecated, use new_name", FutureWarning, stacklevel=2)
    return value


def rate(value):
    if value > 10:
        warnings.warn(f"rate {value} is high")
    if value > 20:
        warnings.warn("very high", RuntimeWarning)
    return value


def read(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError as error:
        raise FileNotFoundError(f"cannot read {path}") from error


def decode(data):
    return data.decode("utf-8")


@contextlib.contextmanager
def transaction(log):
    log.append("begin")
    try:
        yield log
    except BankError:
        log.append("rollback")
        raise
    else:
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
