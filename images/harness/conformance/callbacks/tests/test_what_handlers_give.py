"""Handlers of which the solution asks whether they, or what they give, have to be awaited."""
import asyncio
from unittest import mock

import pytest

import tools


class Recorder:
    """A test-side handler, with something private."""

    def __init__(self):
        self.seen = []

    def __call__(self, event):
        self.seen.append(self._text(event))
        return self

    def _text(self, event):
        return str(event)

    def count(self):
        return len(self.seen)


@pytest.mark.parametrize("kind", [mock.Mock, mock.MagicMock])
def test_mocks_whose_results_are_no_coroutines(kind):
    first, second = kind(), kind(return_value=2)
    assert tools.notify([first, second], "saved") == [first.return_value, 2]
    first.assert_called_once_with("saved")
    second.assert_called_once_with("saved")


def test_mocks_and_coroutine_functions_side_by_side():
    async def slow(event):
        await asyncio.sleep(0)
        return event * 2

    plain, waited = mock.MagicMock(), mock.AsyncMock(return_value=3)
    found = asyncio.run(tools.publish([plain, waited, slow], "ab"))
    assert found == [plain.return_value, 3, "abab"]
    waited.assert_awaited_once_with("ab")


def test_coroutine_mock_is_refused_before_it_is_called():
    handler = mock.AsyncMock()
    with pytest.raises(TypeError, match="a handler that has to be awaited"):
        tools.notify([handler], "saved")
    handler.assert_not_called()


class Listener:
    def quick(self, event): ...

    async def slow(self, event): ...


def test_plain_method_of_a_specified_mock():
    listener = mock.Mock(spec=Listener)
    listener.quick.return_value = 1
    assert tools.notify([listener.quick], "saved") == [1]
    assert listener.mock_calls == [mock.call.quick("saved")]


def test_plain_method_that_has_its_specification_called():
    listener = mock.create_autospec(Listener, instance=True)
    tools.call_n(lambda: tools.apply(listener.quick, "saved"), 2)
    assert tools.keep(listener.quick)() is listener.quick
    assert listener.mock_calls == [mock.call.quick("saved")] * 2


@pytest.mark.parametrize("make", [mock.Mock, mock.create_autospec])
def test_coroutine_method_of_a_specified_mock_is_refused(make):
    listener = make(spec=Listener)
    with pytest.raises(TypeError, match="a handler that has to be awaited"):
        tools.notify([listener.slow], "saved")


def test_function_that_gives_a_coroutine():
    async def slow(event):
        return event

    with pytest.raises(TypeError, match="whose result has to be awaited"):
        tools.notify([lambda event: slow(event)], "saved")


def test_test_side_object_that_gives_itself():
    recorder = Recorder()
    assert tools.notify([recorder], 7) == [recorder]
    assert asyncio.run(tools.publish([recorder], 8)) == [recorder]
    assert recorder.seen == ["7", "8"]


def test_methods_of_a_test_side_class():
    methods = tools.methods_of(Recorder)
    assert list(methods) == ["count"]
    recorder = Recorder()
    recorder.seen = [1, 2]
    assert methods["count"](recorder) == 2


def test_names_of_a_test_side_class_and_more():
    assert tools.names_with(Recorder, {"first": 1}, {"last": 2}) == ["count", "first", "last"]
