"""Ghosts absorb what test modules do at import, and note every value that is needed."""

from __future__ import annotations

import abc
import copy
import enum
import functools
import inspect
import sys
import textwrap
import typing
import unittest
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from assay import ghosts
from assay.ghosts import FALSY, TRUTHY, Answers, Policy

ROOT = __file__.rpartition("/")[0]


@pytest.fixture
def policy() -> Policy:
    return Policy(TRUTHY, ROOT)


@pytest.fixture
def sol(policy: Policy) -> Iterator[Any]:
    finder = ghosts.GhostFinder(frozenset({"ghostly"}), policy)
    sys.meta_path.insert(0, finder)
    try:
        import ghostly  # type: ignore[import-not-found]

        yield ghostly
    finally:
        sys.meta_path.remove(finder)
        for name in [n for n in sys.modules if n.partition(".")[0] == "ghostly"]:
            del sys.modules[name]


def module_of(source: str) -> dict[str, Any]:
    scope: dict[str, Any] = {"__name__": "test_made"}
    exec(compile(textwrap.dedent(source), ROOT + "/test_made.py", "exec"), scope)
    return scope


# Absorbing, without needing a value


def test_imports_of_every_shape(sol: Any, policy: Policy) -> None:
    module_of(
        """
        import ghostly, ghostly.deep.er as er
        from ghostly import Stack, push as p
        from ghostly.other import x
        s = Stack(3, key=1).push(er.thing)[0].y(x)(p)
        """
    )
    assert policy.needed == []


def test_the_same_name_is_the_same_ghost(sol: Any) -> None:
    assert sol.Colour.RED is sol.Colour.RED
    assert sol.Colour.RED is not sol.Colour.BLUE


@pytest.mark.parametrize(
    "bases",
    [
        "(sol.Base)",
        "(sol.Base, sol.Other)",
        "(sol.Mixin, unittest.TestCase)",
        "(unittest.TestCase, sol.Mixin)",
        "(sol.Base, abc.ABC)",
        "(sol.Base, Exception)",
        "(Exception, sol.Mixin)",
        "(sol.Base, dict)",
        "(sol.Base, enum.Enum)",
        "(sol.Base[int], typing.Generic[T])",
        "(sol.Base, metaclass=abc.ABCMeta)",
        "(sol.Base, key='registered')",
        "(sol.factory('x'))",
    ],
)
def test_subclassing(sol: Any, policy: Policy, bases: str) -> None:
    scope = {"sol": sol, "unittest": unittest, "abc": abc, "enum": enum, "typing": typing, "T": typing.TypeVar("T")}
    exec(f"class Sub{bases}:\n    def own(self): return 'own'", scope)
    assert inspect.isclass(scope["Sub"])
    assert policy.needed == []


def test_instances_of_a_subclass(sol: Any) -> None:
    class Sub(sol.Base):  # type: ignore[misc]
        def own(self) -> str:
            return "own"

    one = Sub(1, 2, key=3)
    assert one.own() == "own"
    assert repr(one.inherited(4)) == "<Sub().inherited()>"
    assert repr(Sub.CONSTANT) == "<Sub.CONSTANT>"


def test_a_test_class_with_a_ghost_base_has_no_constructor(sol: Any) -> None:
    class TestSub(sol.Base):  # type: ignore[misc]
        pass

    assert TestSub.__init__ is object.__init__  # pytest refuses to collect it otherwise


def test_decorated_tests_remain_what_they_were(sol: Any) -> None:
    def test_x() -> None: ...

    class TestY: ...

    assert sol.deco(test_x) is test_x
    assert sol.retry(times=3)(test_x) is test_x
    assert sol.deco(TestY) is TestY


def test_a_helper_class_hands_arguments_to_a_ghost_base(sol: Any) -> None:
    class Rule(sol.Rule):  # type: ignore[misc]
        def __init__(self, name: str, *, on: bool = True) -> None:
            super().__init__(name, enabled=on)
            self.mine = name

    assert Rule("git").mine == "git"


def test_a_helper_decorated_by_the_submission_may_take_other_arguments(sol: Any) -> None:
    @sol.parametrized  # type: ignore[misc]
    def repeated(function: Any, times: int) -> Any: ...

    def test_x() -> None: ...

    assert repeated(3)(test_x) is test_x
    assert repeated.__name__ == "repeated"


def test_other_uses_of_a_class_as_argument_give_ghosts(sol: Any) -> None:
    class Plugin: ...

    assert repr(sol.Container(Plugin).items) == "<ghostly.Container().items>"


def test_annotations_subscripts_and_unions(sol: Any, policy: Policy) -> None:
    module_of(
        """
        import dataclasses, typing
        import ghostly as s
        T = typing.TypeVar("T", bound=s.Node)
        A = s.Node | None
        B = None | s.Node
        C = int | s.Node | str
        D = typing.Optional[s.Node]
        E = dict[str, s.Node[int]]
        F = typing.Callable[[s.Node], s.Leaf]
        def f(x: s.Node | None = s.DEFAULT, *y: "s.Leaf") -> typing.Union[s.Node, int]: ...
        @dataclasses.dataclass
        class G:
            n: s.Node = s.DEFAULT
        """
    )
    assert policy.needed == []


def test_arithmetic_gives_ghosts(sol: Any, policy: Policy) -> None:
    value = (3 + sol.N * 2 - 1) ** 2 // sol.M % 7 @ sol.V
    value += -sol.N
    assert isinstance(value, ghosts.Ghost)
    assert policy.needed == []


def test_passes_for_a_class_where_one_is_due(sol: Any, policy: Policy) -> None:
    assert isinstance(sol.StackError, type) and issubclass(sol.StackError, BaseException)
    pytest.raises(sol.StackError)
    pytest.raises((sol.StackError, ValueError), match="x")
    assert sol.StackError and sol.StackError != ValueError
    assert not isinstance(sol.push, type)
    assert policy.needed == []


def test_except_clauses_work(sol: Any) -> None:
    with pytest.raises(KeyError):
        try:
            raise KeyError(1)
        except (ValueError, IndexError):
            pass
    try:
        int("1")
    except sol.StackError:
        pass


def test_marks_of_tools_are_not_there(sol: Any) -> None:
    for mark in ("__wrapped__", "_pytestfixturefunction", "pytestmark", "is_hypothesis_test", "__test__"):
        assert not hasattr(sol.thing, mark) and not hasattr(sol, mark)
    assert inspect.unwrap(sol.thing) is sol.thing
    assert str(inspect.signature(sol.thing)) == str(inspect.signature(sol.Thing)) == "(*args, **kwargs)"


def test_tools_of_the_library_take_ghosts(sol: Any, policy: Policy) -> None:
    functools.partial(sol.f, 1)(2)
    functools.wraps(sol.f)(lambda: None)
    copy.deepcopy([sol.x, sol.f()])
    with sol.opened() as it:
        it.read()
    {sol.A: 1, sol.B: 2}[sol.A]
    assert policy.needed == []


def test_hypothesis_strategies_take_ghosts(sol: Any, policy: Policy) -> None:
    from hypothesis import given
    from hypothesis import strategies as st

    @given(st.builds(sol.Point, st.integers()), st.builds(sol.make, x=st.text()))
    def test_x(p: object, q: object) -> None: ...

    assert st.lists(st.builds(sol.Point)) is not None
    assert policy.needed == []


def test_mocks_take_ghosts(sol: Any) -> None:
    from unittest import mock

    mock.patch.object(sol.Thing, "method")
    mock.patch("ghostly.thing")
    mock.Mock(spec=sol.Thing)


def test_star_import_gives_the_names_that_are_used(sol: Any, policy: Policy) -> None:
    scope = module_of(
        """
        import pytest
        from ghostly import *
        CASES = [Stack, Queue]
        def test_x():
            assert len(helper(sorted(CASES))) == pytest.approx(1)
        """
    )
    assert repr(scope["Stack"]) == "<ghostly.Stack>"
    assert repr(scope["helper"]) == "<ghostly.helper>"
    assert scope["pytest"] is pytest
    assert "len" not in scope and "test_x" in scope and inspect.isfunction(scope["test_x"])
    assert policy.needed == []


def test_unpacking_takes_as_many_as_the_syntax_says(sol: Any, policy: Policy) -> None:
    scope = module_of(
        """
        import ghostly as s
        a, b, c = s.triple()
        (d, e), f = s.nested()
        g, h, *i = s.some()
        """
    )
    assert repr(scope["c"]) == "<ghostly.triple()[2]>"
    assert scope["i"] == []
    assert policy.needed == []


# Values


NEEDS: dict[str, Callable[[Any], object]] = {
    "the truth": bool,
    "the length": len,
    "the items": list,
    "the text": str,
    "the content": lambda g: 3 in g,
    "the instances": lambda g: isinstance(3, g),
    "the names": dir,
}


@pytest.mark.parametrize("what", NEEDS)
@pytest.mark.parametrize("answers", [TRUTHY, FALSY])
def test_a_needed_value_is_answered_and_noted(what: str, answers: Answers) -> None:
    policy = Policy(answers, ROOT)
    ghost = ghosts.Ghost("sol.x", policy)
    value = NEEDS[what](ghost)
    assert bool(value) is answers.truth
    assert policy.needed[0].endswith(f": {what} of sol.x")
    assert policy.needed[0].startswith("test_ghosts.py:")


@pytest.mark.parametrize("answers", [TRUTHY, FALSY])
def test_numbers_and_comparisons(answers: Answers) -> None:
    ghost = ghosts.Ghost("sol.N", Policy(answers, ROOT))
    assert int(ghost) == float(ghost) == len(range(ghost)) == answers.number
    assert (ghost == 3) is (ghost > 3) is (ghost <= 3) is answers.truth
    assert (ghost != 3) is not answers.truth
    assert f"{ghost:>3}" == answers.text
    assert sum(1 for _ in iter(ghosts.Ghost("it", Policy(answers, ROOT)))) == answers.number


def test_an_iterator_ends(sol: Any) -> None:
    stream = sol.stream()
    assert next(stream) is not None
    with pytest.raises(StopIteration):
        next(stream)


def test_a_loop_without_end_is_ended(sol: Any) -> None:
    with pytest.raises(ghosts.GhostLimit):
        while sol.more():
            pass
