import asyncio
import logging
from unittest.mock import AsyncMock, MagicMock

import pytest

import things
from things import Depends, Pool, Proxy


def test_a_default_of_the_solution():
    def handler(name=Depends(lambda: "Ada"), other=3):
        return name, other

    assert things.call(handler) == ("Ada", 3)


def test_a_logger_that_is_set_up_anew():
    class Stream:
        def write(self, text):
            pass

        def flush(self):
            pass

    things.configure(logging.INFO, Stream())
    assert logging.getLogger().level == logging.INFO


def test_records_after_that(caplog):
    with caplog.at_level(logging.INFO):
        things.say("heard again")
    assert caplog.record_tuples == [("things", logging.INFO, "heard again")]


@pytest.mark.asyncio
async def test_a_session_made_of_mocks():
    response = MagicMock()
    response.__aenter__.return_value.read = AsyncMock(return_value=b"[1]")
    response.__aenter__.return_value.status = 200
    session = MagicMock()
    session.get.return_value = response
    assert await things.fetched(session, "/p") == (200, b"[1]")
    session.get.assert_called_once_with("/p")


@pytest.mark.parametrize("turn", range(8))
@pytest.mark.asyncio
async def test_a_consumer_is_cancelled(turn):
    queue, seen = asyncio.Queue(), asyncio.get_running_loop().create_future()
    queue.put_nowait(21)

    async def handle(item):
        seen.set_result(item * 2)

    task = asyncio.create_task(things.consume(queue, handle))
    assert await asyncio.wait_for(seen, 5) == 42
    await asyncio.wait_for(queue.join(), 5)
    task.cancel("enough")
    with pytest.raises(asyncio.CancelledError) as cancelled:
        await task
    assert cancelled.value.args == ("enough",)


@pytest.mark.asyncio
async def test_nothing_runs_before_the_test_waits():
    order = []

    async def note(name):
        order.append(name)

    async with Pool() as pool:
        pool.submit(note, "low", priority=10)
        pool.submit(note, "first")
        pool.submit(note, "second")
        pool.submit(note, "high", priority=-5)
    assert order == ["high", "first", "second", "low"]


def test_a_generator_that_can_be_awaited():
    async def main():
        return await things.pause(), await things.pause()

    task = main()
    assert task.send(None) == "pause"
    assert task.send(1) == "pause"
    with pytest.raises(StopIteration) as stopped:
        task.send(2)
    assert stopped.value.value == (1, 2)


def test_a_proxy_of_nothing():
    target = []
    proxy = Proxy(lambda: target[-1] if target else None)
    with pytest.raises(RuntimeError, match="nothing"):
        proxy.real
    target.append(3)
    assert proxy.real == 3
