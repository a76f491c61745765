import dis
import types

import solution
from solution import Bag, Header, Money, Stack


def test_own_equality_with_a_list():
    assert Bag(1, 2) == [1, 2]


def test_bytecode_can_be_read():
    assert any("reduce" in str(instruction.argval) for instruction in dis.get_instructions(solution.factorial))


def test_exact_type_of_a_function():
    assert type(solution.factorial) is types.FunctionType


def test_class_of_an_instance_is_replaced():
    class Better(Stack):
        pass

    stack = Stack()
    stack.__class__ = Better
    assert isinstance(stack, Better)
