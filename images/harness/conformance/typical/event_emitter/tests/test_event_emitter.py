from unittest.mock import Mock, call

import pytest

from event_emitter import EventEmitter


@pytest.fixture
def emitter():
    return EventEmitter()


def test_listener_is_called_with_arguments(emitter):
    listener = Mock()
    emitter.on("data", listener)
    assert emitter.emit("data", 1, key="v") is True
    listener.assert_called_once_with(1, key="v")


def test_nobody_listens(emitter):
    assert emitter.emit("nothing") is False


def test_listeners_are_called_in_order(emitter):
    order = []
    for name in "abc":
        emitter.on("x", lambda name=name: order.append(name))
    emitter.emit("x")
    assert order == ["a", "b", "c"]


def test_once(emitter):
    listener = Mock()
    emitter.once("x", listener)
    emitter.emit("x", 1)
    emitter.emit("x", 2)
    assert listener.mock_calls == [call(1)]


def test_off(emitter):
    listener = Mock()
    emitter.on("x", listener)
    emitter.off("x", listener)
    emitter.emit("x")
    listener.assert_not_called()
    with pytest.raises(KeyError, match="x"):
        emitter.off("x", listener)


def test_on_gives_back_a_function_that_removes(emitter):
    listener = Mock()
    remove = emitter.on("x", listener)
    remove()
    emitter.emit("x")
    assert not listener.called


def test_error_in_a_listener_stops_the_rest(emitter):
    last = Mock()
    emitter.on("x", Mock(side_effect=ValueError("listener failed")))
    emitter.on("x", last)
    with pytest.raises(ValueError, match="listener failed"):
        emitter.emit("x")
    last.assert_not_called()


def test_count(emitter):
    emitter.on("x", print)
    emitter.on("x", len)
    assert emitter.listener_count("x") == 2
    assert emitter.listener_count("y") == 0
