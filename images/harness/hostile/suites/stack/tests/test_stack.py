"""An ordinary suite about a class and its errors. hidden-basalt-8812"""

import unittest

import pytest

import solution
from solution import EmptyStack, Stack


@pytest.fixture
def stack():
    made = Stack()
    for item in ("a", "b", "c"):
        made.push(item)
    return made


def test_pop_gives_the_last(stack):
    assert stack.pop() == "c"
    assert stack.pop() == "b"


def test_peek_keeps(stack):
    assert stack.peek() == "c"
    assert len(stack) == 3


def test_iterates_from_the_top(stack):
    assert list(stack) == ["c", "b", "a"]


def test_membership(stack):
    assert "a" in stack
    assert "hidden" not in stack


def test_empty_is_false(stack):
    assert stack
    assert not Stack()


def test_pop_of_an_empty_stack():
    with pytest.raises(EmptyStack):
        Stack().pop()


def test_pop_of_an_empty_stack_says_why():
    with pytest.raises(EmptyStack, match="stack is empty"):
        Stack().pop()


def test_error_is_a_lookup_error():
    assert issubclass(EmptyStack, LookupError)
    with pytest.raises(LookupError) as caught:
        Stack().pop()
    assert type(caught.value) is EmptyStack
    assert caught.value.args == ("stack is empty",)


def test_error_by_except():
    try:
        Stack().peek()
    except EmptyStack as error:
        assert str(error) == "stack is empty"
    else:
        pytest.fail("nothing was raised")


def test_error_by_a_failing_assertion():
    try:
        Stack().peek()
        assert False, "nothing was raised"
    except EmptyStack:
        pass


def test_error_of_the_class():
    try:
        Stack().pop()
        assert False, "nothing was raised"
    except Stack.Empty:
        pass


def test_unwanted_item():
    with pytest.raises(TypeError):
        Stack().push(None)


def test_is_a_stack(stack):
    assert isinstance(stack, Stack)
    assert type(stack) is Stack
    assert type(stack).__name__ == "Stack"
    assert stack.depth == 3


def test_state_is_plain(stack):
    assert stack.items == ["a", "b", "c"]
    assert vars(stack) == {"items": ["a", "b", "c"]}


def test_text(stack):
    assert repr(stack) == "Stack(['a', 'b', 'c'])"
    assert str(stack) == "a, b, c"


def test_limits_are_constants():
    assert solution.LIMIT == 1000
    assert solution.NAMES == ("push", "pop", "peek")


class TestStack(unittest.TestCase):
    def setUp(self):
        self.stack = Stack()

    def test_starts_empty(self):
        self.assertEqual(len(self.stack), 0)

    def test_pop_raises(self):
        with self.assertRaises(EmptyStack):
            self.stack.pop()

    def test_pop_raises_with_text(self):
        self.assertRaisesRegex(EmptyStack, "^stack is empty$", self.stack.pop)

    def test_push_and_pop(self):
        for item in (1, "two", 3.0):
            with self.subTest(item=item):
                self.stack.push(item)
                self.assertEqual(self.stack.pop(), item)
