import contextlib
import copy
import pickle

import pytest

from algebra import Connection, Document, Node, Order, Positive, Session, Vector


def test_context_manager_enters_and_exits():
    log = []
    with Connection(log) as connection:
        assert connection.open
        log.append("body")
    assert not connection.open
    assert log == ["enter", "body", ("exit", None, None, False)]


def test_context_manager_returns_itself():
    connection = Connection([])
    with connection as entered:
        assert entered is connection


def test_context_manager_sees_the_exception():
    log = []
    with pytest.raises(ValueError, match="boom"):
        with Connection(log):
            raise ValueError("boom")
    assert log[-1] == ("exit", "ValueError", "boom", True)


def test_context_manager_swallows_some():
    log = []
    with Connection(log, swallow=[KeyError]):
        raise KeyError("gone")
    assert log[-1][1] == "KeyError"
    with pytest.raises(IndexError):
        with Connection(log, swallow=[KeyError]):
            raise IndexError


def test_exit_stack():
    log = []
    with contextlib.ExitStack() as stack:
        first = stack.enter_context(Connection(log))
        stack.enter_context(Connection(log))
        assert first.open
    assert not first.open
    assert [entry if isinstance(entry, str) else entry[0] for entry in log] == ["enter", "enter", "exit", "exit"]


def test_descriptor_checks_values():
    order = Order(2, 5)
    assert order.total() == 10
    order.quantity = 4
    assert order.total() == 20
    with pytest.raises(ValueError, match="price must be positive"):
        order.price = -1
    with pytest.raises(ValueError, match="quantity must be positive"):
        Order(0, 1)


def test_descriptor_belongs_to_each_instance():
    first, second = Order(1, 1), Order(2, 2)
    first.price = 9
    assert second.price == 2
    del first.price
    assert first.price == 0
    assert isinstance(Order.price, Positive)
    assert Order.price is not Order.quantity


def test_custom_copy_and_deepcopy():
    parent = Document("parent")
    document = Document("report", ["draft"], parent)
    shallow, deep = copy.copy(document), copy.deepcopy(document)
    assert shallow.title == "report (copy)"
    assert shallow.parent is parent
    assert deep.title == "report (deep)"
    assert deep.parent is None
    assert document.title == "report"


def test_default_copy_is_shallow():
    root = Node("root", [Node("child")])
    shallow = copy.copy(root)
    assert shallow is not root
    assert shallow.children[0] is root.children[0]
    shallow.append("other")
    assert len(root.children) == 2


def test_default_deepcopy_is_deep():
    root = Node("root", [Node("child")])
    deep = copy.deepcopy(root)
    assert deep == root
    assert deep.children[0] is not root.children[0]
    deep.append("other")
    assert len(root.children) == 1
    assert deep != root


def test_deepcopy_of_a_list_keeps_sharing():
    node = Node("x")
    first, second = copy.deepcopy([node, node])
    assert first is second
    assert first is not node


def test_pickle_round_trip():
    node = Node("root", [Node("child")])
    again = pickle.loads(pickle.dumps(node))
    assert again == node
    assert again is not node
    assert type(again) is Node


def test_pickle_state_hooks():
    session = Session("ann")
    again = pickle.loads(pickle.dumps(session))
    assert again.user == "ann"
    assert again.socket is None
    assert session.socket is not None


def test_copied_value_object_is_equal():
    vector = Vector(1, 2)
    assert copy.copy(vector) == vector
    assert copy.deepcopy(vector) == vector
