import decimal
import doctest
import inspect
import sys
from abc import ABC
from decimal import Decimal

import nesting
import pytest
from nesting import Leaf, Node


@pytest.fixture
def recursion():
    before = sys.getrecursionlimit()
    yield sys.setrecursionlimit
    sys.setrecursionlimit(before)


def test_deeper_than_usual(recursion):
    recursion(4000)
    assert nesting.count_down(2500) == 2500


def test_less_deep_than_usual(recursion):
    recursion(250)
    with pytest.raises(RecursionError):
        nesting.count_down(300)


def test_as_deep_as_usual():
    assert nesting.count_down(400) == 400
    assert nesting.levels(nesting.deep(50)) == 50


def test_precision_of_the_test():
    context = decimal.getcontext()
    before = context.prec
    context.prec = 4
    try:
        assert str(nesting.share(1, 3)) == "0.3333"
    finally:
        context.prec = before
    assert str(nesting.share(1, 8)) == "0.125"


def test_precision_in_a_block():
    with decimal.localcontext(prec=3, rounding=decimal.ROUND_UP):
        assert nesting.share(2, 3) == Decimal("0.667")
        assert nesting.share(1, 3) == Decimal("0.334")
    assert nesting.share(1, 3) == Decimal(1) / 3


def test_examples_in_docstrings():
    found = doctest.testmod(nesting, verbose=False)
    assert (found.failed, found.attempted) == (0, 3)


def test_kinds_of_members():
    assert isinstance(vars(Node)["depth"], property) and vars(Node)["depth"].fset is None
    assert isinstance(inspect.getattr_static(Node, "depth"), property)
    assert isinstance(inspect.getattr_static(Leaf, "limit"), staticmethod)
    assert isinstance(Node.__dict__["leaf"], classmethod)
    assert isinstance(inspect.getattr_static(Leaf(), "value"), type(lambda: 0))
    assert not isinstance(vars(Node)["title"], property)
    with pytest.raises(AttributeError):
        inspect.getattr_static(Node, "nothing")


def test_abstract_base():
    assert Node.__bases__ == (ABC,) and Leaf.__bases__ == (Node,)
    assert Leaf.__mro__ == (Leaf, Node, ABC, object) and ABC in inspect.getmro(Leaf)


def test_abstract_base_of_a_class_of_the_test():
    class Twig(Node):
        def value(self):
            return 2

    assert Twig.__bases__ == (Node,) and Twig.__mro__[-2] in (ABC, nesting.__dict__.get("Plain"))
    assert Twig().value() == 2 and Twig().depth == 1


def test_warning_is_about_the_caller():
    with pytest.warns(DeprecationWarning, match="old") as caught:
        assert nesting.flatten([1]) == [1]
    assert caught[0].filename == __file__


class TestInAClass:
    """Pytest looks at the class of a test in the same way."""

    node = Leaf

    def setup_method(self):
        self.leaf = self.node()

    def test_default(self):
        assert inspect.getattr_static(Node, "nothing", default=None) is None
        assert inspect.getattr_static(self.leaf, "nothing", 3) == 3
        assert self.leaf.depth == 1
