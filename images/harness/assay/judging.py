"""Operators and methods by which a test compares without saying so: ``abs(x - 3.0) < 1e-9``, ``expected <= found``.

They are the candidate's, like all operators, where the test knows the class: where it names it, calls it or derives
from it. But an object of some *unnamed* class that comes back where a test expects a number or a list could answer
each of them as the test hopes, and would be shown the expected value. So such an object commits itself first. Where
its value was copied, the built-in base answers here. Where it was not, it says what it is when nothing is taken away
from it, and the difference is computed here; and what has everything in it, even values that nobody could have put
there, has nothing in it that a test may rely on.
"""

from __future__ import annotations

import opcode
import os
import string
import sys
import threading
import types
from collections.abc import Callable
from datetime import date as _dt_date, time as _dt_time, timedelta as _dt_timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, NoReturn

from assay.describe import COPIED, MUTABLE, own
from assay.errors import CandidateGone, CannotCross
from assay.refs import instance_ref

type Method = Callable[..., Any]

NUMBERS = (int, float, complex, bool, Decimal, Fraction)
IMMUTABLE = (str, bytes, *NUMBERS, tuple, frozenset)
_TOLD = (*NUMBERS, set, frozenset, _dt_date, _dt_time, _dt_timedelta)


def _binary(names: str) -> frozenset[str]:
    return frozenset(f"__{how}{name}__" for name in names.split() for how in ("", "r", "i"))


# What they give where both sides agree says that they do: nought, one, nothing, or the expected value itself.
_TELLING = _binary("sub truediv floordiv mod divmod and xor")
_BINARY = _TELLING | _binary("add mul pow or lshift rshift matmul")
_IN_PLACE = frozenset(name for name in _BINARY if name.startswith("__i"))
CONVERSIONS = frozenset(
    "__abs__ __float__ __int__ __index__ __complex__ __round__ __neg__ __pos__ __trunc__ __floor__ __ceil__".split()
)
NUMERIC = _BINARY | CONVERSIONS
_TRUTH = frozenset({"__bool__", "__len__"})
_SCALAR = (str, bytes, *NUMBERS, _dt_date, _dt_time, _dt_timedelta)
# Methods that judge in the same way: of a copied value the base's is meant, of any other object none is. So do those
# of mocks, which only the test's own have.
TELLING_METHODS = frozenset(
    "issubset issuperset isdisjoint startswith endswith isalnum isalpha isascii isdecimal isdigit isidentifier islower "
    "isnumeric isprintable isspace istitle isupper assert_called assert_called_once assert_called_with "
    "assert_called_once_with assert_any_call assert_has_calls assert_not_called assert_awaited assert_awaited_once "
    "assert_awaited_with assert_awaited_once_with assert_any_await assert_has_awaits assert_not_awaited".split()
)
BUILTIN_METHODS = TELLING_METHODS | {
    "count", "index", "intersection", "union", "difference", "symmetric_difference",
}  # fmt: skip
_LIBRARY = "/usr/lib/python3"
_LACKS = (AttributeError, TypeError, NameError, NotImplementedError, LookupError, ValueError)
_RAISE = opcode.opmap["RAISE_VARARGS"]
_spoken: set[type[BaseException]] = set()
_CLASS_MRO: Any = vars(type)["__mro__"]


def name_class(value: Any) -> None:
    """Note that the test has named a class, if the value is one."""
    if isinstance(value, type) and "_assay_class" in own(value):
        type.__setattr__(value, "_assay_named", True)


def called(cls: type) -> None:
    """The same for a class that is being called, unless the library does so: ``statistics.mean`` makes what it got."""
    if not _is_library(sys._getframe(2)):
        name_class(cls)


def _is_library(frame: types.FrameType) -> bool:
    return frame.f_code.co_filename.startswith(_LIBRARY)


def is_named(cls: type) -> bool:
    """Whether the test has named a class or one of its bases. An exception it names only to catch it."""
    return not issubclass(cls, BaseException) and any("_assay_named" in own(base) for base in _CLASS_MRO.__get__(cls))


def judged(name: str, asked: Method, base: type) -> Method:
    """``asked``, which forwards an operator, guarded if tests judge by that one. ``base`` is what is copied."""
    guard: Any = None
    local = getattr(base, name, None) or getattr(base, name.replace("__i", "__", 1), None)
    if name == "__enter__":
        guard = _entering(asked)
    elif name == "__exit__":
        guard = _leaving(asked)
    elif name == "__aexit__":
        guard = _leaving_later(asked)
    elif name == "__contains__":
        guard = _membership(asked, base)
    elif base in COPIED and local is not None:
        changes = name not in _TELLING and name in _IN_PLACE and issubclass(base, MUTABLE)
        if name in NUMERIC and not changes:
            guard = _copied(asked, local, name in _TELLING, _is_measured if name == "__abs__" else _is_guarded)
    elif name in _TELLING:
        guard = _difference(name, asked)
    elif name == "__abs__":
        guard = _size(_conversion(asked))
    elif name in CONVERSIONS or name in _TRUTH:
        guard = _conversion(asked)
    if guard is None:
        return asked
    vars(asked)["outer"] = guard
    guard.__name__ = name
    return guard  # type: ignore[no-any-return]


def is_scalar(base: type) -> bool:
    """Whether what is copied as this is one value, which an object of an unnamed class is compared by."""
    return issubclass(base, _SCALAR)


def told(name: str, value: Any, cls: type | None = None, judging: frozenset[str] = TELLING_METHODS) -> Any:
    """The value of an attribute, or, if that is a method by which a test would judge, one that refuses to.

    ``cls`` is the class of its owner, which may be one that the test has named.
    """
    judges = name in judging and callable(value) and (cls is None or not is_named(cls))
    return refused(name, value) if judges else value


# -- values that were copied --------------------------------------------------------------------------------------


def _copied(asked: Method, local: Method, telling: bool, guarded: Callable[[Any], bool]) -> Method:
    """The base's operator; what the candidate's makes of the same value may be of its own class."""

    def method(self: Any, *args: Any) -> Any:
        if not guarded(self) or args and _is_stand_in(args[0]):
            return asked(self, *args)
        try:
            answer = local(self, *args)
        except Exception:
            if telling:
                raise
            return asked(self, *args)
        if answer is NotImplemented:
            return answer if isinstance(args[0], _TOLD) else asked(self, *args)
        if telling:
            return answer
        result = asked(self, *args)
        kind: Any = type(answer)
        same = _is_stand_in(result) and isinstance(result, kind) and kind.__eq__(result, answer) is True
        return result if same else answer

    return method


def _is_guarded(obj: Any) -> bool:
    return instance_ref(obj).peer.strict and not is_named(type(obj))


def _is_measured(obj: Any) -> bool:
    """The same of ``abs``, by which pytest.approx and math.isclose know how near is near, whatever the class."""
    return _is_guarded(obj) or instance_ref(obj).peer.strict and _is_library(sys._getframe(2))


def _is_stand_in(value: Any) -> bool:
    return "_assay_class" in own(type(value))


# -- objects ------------------------------------------------------------------------------------------------------

_NEUTRAL: dict[str, tuple[int, Callable[[Any, Any], Any]]] = {
    "__sub__": (0, lambda one, other: one - other),
    "__rsub__": (0, lambda one, other: one + other),
    "__truediv__": (1, lambda one, other: one / other),
    "__rtruediv__": (1, lambda one, other: one * other),
}


def _difference(name: str, asked: Method) -> Method:
    neutral, combine = _NEUTRAL.get(name, (1, None))

    def method(self: Any, other: Any) -> Any:
        if not isinstance(other, _TOLD) or _is_stand_in(other) or not _is_guarded(self):
            return asked(self, other)
        if not isinstance(other, NUMBERS):
            _refuse("a difference")
        committed = asked(self, _kind(other)(neutral))
        if isinstance(committed, NUMBERS):
            if combine is None or _is_difference(self):
                _refuse("a difference")
            number = _plain(committed)
            if name in ("__sub__", "__truediv__", "__rsub__"):
                _commit(self, number, abs(number))
            return combine(number, other)
        result = asked(self, other)
        if isinstance(result, COPIED):
            _refuse("a difference")
        _mark(result)
        return result

    return method


def _plain(number: Any) -> Any:
    """The number inside an instance of a candidate's subclass."""
    kind = _kind(number)
    return number if type(number) is kind else kind.__pos__(number)


def _kind(number: Any) -> Any:
    return next(kind for kind in (bool, *NUMBERS) if isinstance(number, kind))


def _conversion(asked: Method) -> Method:
    def method(self: Any, *args: Any) -> Any:
        result = asked(self, *args)
        if _is_difference(self):
            if isinstance(result, COPIED):
                _refuse("a difference")
            _mark(result)
        return result

    return method


def _size(asked: Method) -> Method:
    """``abs(x)``, by which a test may say how near is near, is that of the number that x says it is."""

    def method(self: Any) -> Any:
        result = asked(self)
        if _is_guarded(self) and isinstance(result, NUMBERS):
            _commit(self, None, _plain(result))
        return result

    return method


def _commit(obj: Any, number: Any, size: Any) -> None:
    desc = instance_ref(obj).desc
    before, as_before = desc.get("number"), desc.setdefault("size", size) == size
    if number is not None:
        desc["number"] = number
    if not as_before:
        desc["size"] = None
        if before is not None or number is not None:
            _refuse("a number that changes")


def _is_difference(obj: Any) -> bool:
    return "difference" in instance_ref(obj).desc


def _mark(result: Any) -> None:
    try:
        instance_ref(result).desc["difference"] = True
    except AttributeError:
        pass  # plain data


def refused(name: str, asked: Method) -> Method:
    """A method that an object of an unnamed class has in common with sets or texts: ``asked`` of its like only."""

    def method(*args: Any) -> Any:
        if args and all(map(_is_stand_in, args)):
            return asked(*args)
        _refuse(f"{name}()")

    return method


# -- what is in it ------------------------------------------------------------------------------------------------


def _membership(asked: Method, base: type) -> Method:
    local = getattr(base, "__contains__", None) if base in COPIED else None

    def method(self: Any, item: Any) -> Any:
        if not _is_guarded(self):
            return asked(self, item)
        if local is not None and (not issubclass(base, dict) or local(self, item)):
            return local(self, item)
        return find(lambda sought: asked(self, sought), item)

    return method


def find(asked: Callable[[Any], Any], item: Any) -> Any:
    """Look for an item among others that nobody can have put there, and refuse to believe in those."""
    decoys = [decoy for decoy in (_decoy(item) for _ in range(4)) if decoy is not item and decoy != item]
    if not decoys:
        return asked(item)
    at = int.from_bytes(os.urandom(2)) % (len(decoys) + 1)  # not random's choice, whose state is the test's
    found = [bool(asked(sought)) for sought in [*decoys[:at], item, *decoys[at:]]]
    others = found[:at] + found[at + 1 :]
    if found[at] and (any(others) if _is_rare(item) else all(others)):
        _refuse("what is in it")
    return found[at]


_SHORT = 3  # signs of a text that something may contain for no reason


def _is_rare(item: Any) -> bool:
    """Whether nothing honest has another in it that is only of the same shape: numbers may be in a range, say."""
    if type(item) in (str, bytes):
        return len(item) > _SHORT
    return type(item) is tuple and any(map(_is_rare, item))


def _decoy(item: Any) -> Any:
    kind = type(item)
    if kind in (int, float):
        noise = int.from_bytes(os.urandom(8))
        return kind((1 if noise % 2 else -1) * ((1 << 80) + noise))
    if kind is str:
        return "".join(map(_other_sign, item)) if len(item) > _SHORT else f"{int.from_bytes(os.urandom(8)):x}"
    if kind is bytes:
        return os.urandom(max(len(item), 8))
    return tuple(map(_decoy, item)) if kind is tuple else item


def _other_sign(sign: str) -> str:
    for signs in (string.ascii_lowercase, string.ascii_uppercase, string.digits):
        if sign in signs:
            return signs[int.from_bytes(os.urandom(2)) % len(signs)]
    return sign


def _refuse(what: str) -> NoReturn:
    raise CannotCross(
        f"{what} is not asked of a candidate's object whose class no test has named: it would be shown the expected "
        "value; compare plain data taken from it, such as float(x) or list(x)"
    )


# -- with ---------------------------------------------------------------------------------------------------------


_entered: dict[int, int] = {}  # threads, and how many context managers of the candidate's each is in


def is_inside() -> bool:
    """Whether what this thread does is done in a context manager of the candidate's."""
    return _entered.get(threading.get_ident(), 0) > 0


def _entering(asked: Method) -> Method:
    """``__enter__`` of a candidate's object."""

    def method(self: Any) -> Any:
        entered = asked(self)
        ident = threading.get_ident()
        _entered[ident] = _entered.get(ident, 0) + 1
        return entered

    return method


def _leaving(asked: Method) -> Method:
    """``__exit__`` of a candidate's object."""

    def method(self: Any, *args: Any) -> Any:
        ident = threading.get_ident()
        if (others := _entered.pop(ident, 0) - 1) > 0:
            _entered[ident] = others
        failure = _failure(self, args)
        if failure is None:
            return asked(self, *args)
        try:
            asked(self, *args)
        except Exception as error:
            if error is failure:
                raise
            raise failure from error
        return False

    return method


def _leaving_later(asked: Method) -> Method:
    """``__aexit__`` of a candidate's object."""

    async def method(self: Any, *args: Any) -> Any:
        failure = _failure(self, args)
        if failure is None:
            return await asked(self, *args)
        try:
            await asked(self, *args)
        except Exception as error:
            if error is failure:
                raise
            raise failure from error
        return False

    return method


def _failure(obj: Any, args: tuple[Any, ...]) -> Any:
    """What left the block, if it says that the test has failed: no ``with`` of the candidate's may swallow that."""
    error = args[1] if len(args) == 3 and instance_ref(obj).peer.strict else None
    tool = type(error).__module__.partition(".")[0] == "_pytest"
    failed = tool or isinstance(error, (AssertionError, CannotCross, CandidateGone)) or _is_lack(error)
    return error if failed else None


def _is_lack(error: Any) -> bool:
    """Whether a candidate's object lacks what a test wants of it, and the test nowhere speaks of such an error."""
    if not isinstance(error, _LACKS):
        return False
    trace = error.__traceback__
    return trace is not None and not _speaks_of(trace.tb_frame.f_code, type(error)) and not _is_raised(trace)


def speak_of(cls: type[BaseException]) -> None:
    """Note that the test has told the submission of a kind of error."""
    _spoken.add(cls)


def forget() -> None:
    """Another test begins."""
    _spoken.clear()


def _speaks_of(code: types.CodeType, kind: type[BaseException]) -> bool:
    """Whether a test speaks of a kind of error, or a more general one: in its code, its texts, or to the submission."""
    kinds = [cls for cls in kind.__mro__ if issubclass(cls, BaseException)]
    texts = [*code.co_names, *(each for each in code.co_consts if isinstance(each, str))]
    return not _spoken.isdisjoint(kinds) or any(cls.__name__ in text for cls in kinds for text in texts)


def _is_raised(trace: types.TracebackType) -> bool:
    """Whether a statement of the test's raised it: what only stumbled over a value did not."""
    file, last = trace.tb_frame.f_code.co_filename, trace
    while last.tb_next is not None:
        last = last.tb_next
    code = last.tb_frame.f_code
    return code.co_filename == file and code.co_code[last.tb_lasti] == _RAISE
