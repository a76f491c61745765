import nodes
import pytest


class Node:
    """The usual linked node, whose methods nobody can call."""

    def __init__(self, value=None, successor=None, successors=()):
        self.value = value
        self.successor = successor
        self.successors = list(successors)

    def value(self):
        return self.value

    def successor(self):
        return self.successor

    def successors(self):
        return self.successors


class Leaf(Node):
    pass


class Labelled:
    def __init__(self, label):
        self.label = label

    @classmethod
    def label(cls):
        return "none"


def test_list_over_a_method():
    node = Node("a", successors=[Node("b"), Leaf("c")])
    assert nodes.values_below(node) == ["b", "c"]


def test_walk():
    node = None
    for value in "cba":
        node = Node(value, node)
    assert nodes.walk(node) == ["a", "b", "c"]


def test_none_over_a_method():
    assert nodes.is_last(Node(1))
    assert nodes.is_last(Leaf(1))
    assert not nodes.is_last(Node(1, Node(2)))


def test_reversed_by_the_solution():
    node = Node(1, Node(2, Node(3)))
    found = nodes.reverse(node)
    assert found.value == 3 and found.successor.value == 2
    assert node.successor is None


def test_solutions_own():
    item = nodes.Item(3, tags=["x"])
    assert item.price == 3
    assert item.tags == ["x"] and list(item.tags) == ["x"]
    item.price = 4
    assert item.price == 4 and item.double() == 8


def test_solutions_own_of_a_subclass():
    item = nodes.Bargain(3)
    assert item.price == 1
    assert item.name == "bargain"
    assert nodes.Item(3).name() == "item"


def test_class_method():
    assert nodes.label_of(Labelled("red")) == "red"
    assert Labelled.label() == "none"
    assert nodes.Item.from_text("5").origin == "5"


@pytest.mark.parametrize("value", [7, "x", None, [1]])
def test_set_by_the_test(value):
    item = nodes.Item(3)
    assert item.double() == 6
    item.double = value
    assert item.double == value
    del item.double
    assert item.double() == 6


def test_own_and_inherited():
    class Dear(nodes.Item):
        def double(self):
            return super().double() + 1

    item = Dear(3)
    assert item.price == 3
    assert item.double() == 7
    assert nodes.Item.price(item) == 0


def test_functions_stay_functions():
    import inspect

    assert inspect.isfunction(nodes.Item.price)
    assert nodes.Item.price.__name__ == "price"
    assert "price" in vars(nodes.Item)
    assert "name" not in vars(nodes.Bargain) or callable(nodes.Bargain.name)
