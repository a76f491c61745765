import asyncio
import inspect
import time
from unittest import mock

import pytest

import crawler


def run(coroutine):
    return asyncio.run(coroutine)


def test_await_a_result():
    assert run(crawler.add(2, 3)) == 5


def test_is_a_coroutine_function():
    assert inspect.iscoroutinefunction(crawler.add)
    assert asyncio.iscoroutinefunction(crawler.add)
    assert not inspect.iscoroutinefunction(crawler.sync_entry)
    assert inspect.isasyncgenfunction(crawler.ticker)
    coroutine = crawler.add(1, 2)
    assert inspect.iscoroutine(coroutine)
    assert inspect.isawaitable(coroutine)
    coroutine.close()


def test_nothing_happens_before_await():
    calls = []

    async def fetch(url):
        calls.append(url)

    async def main():
        coroutine = crawler.fetch_in_turn(fetch, ["a"])
        assert calls == []
        await coroutine
        assert calls == ["a"]

    run(main())


def test_awaiting_twice_is_an_error():
    async def main():
        coroutine = crawler.add(1, 2)
        assert await coroutine == 3
        with pytest.raises(RuntimeError, match="cannot reuse already awaited coroutine"):
            await coroutine

    run(main())


def test_exceptions():
    with pytest.raises(ValueError, match="bad"):
        run(crawler.fail(ValueError, "bad"))
    with pytest.raises(crawler.Timeout, match="late"):
        run(crawler.fail(crawler.Timeout, "late"))


def test_gather_in_the_test():
    async def main():
        return await asyncio.gather(crawler.add(1, 1), crawler.add(2, 2), crawler.add(3, 3))

    assert run(main()) == [2, 4, 6]


def test_callbacks_overlap():
    running = most = 0

    async def fetch(url):
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.01)
        running -= 1
        return url.upper()

    assert run(crawler.fetch_all(fetch, ["a", "b", "c"])) == ["A", "B", "C"]
    assert most == 3


def test_callbacks_in_turn_do_not_overlap():
    running = most = 0

    async def fetch(url):
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1
        return url

    assert run(crawler.fetch_in_turn(fetch, ["a", "b"])) == ["a", "b"]
    assert most == 1


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_bounded_concurrency(limit):
    running = most = 0

    async def fetch(url):
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.05)
        running -= 1
        return url

    urls = list(range(10))
    assert run(crawler.fetch_bounded(fetch, urls, limit)) == urls
    assert most == limit


def test_overlapping_is_faster():
    async def fetch(url):
        await asyncio.sleep(0.1)
        return url

    start = time.perf_counter()
    run(crawler.fetch_all(fetch, range(8)))
    assert time.perf_counter() - start < 0.6


def test_task_group_collects_and_cancels():
    log = []

    async def fetch(url):
        if url == "bad":
            await asyncio.sleep(0)
            raise ValueError("bad url")
        try:
            await asyncio.sleep(30)
        except asyncio.CancelledError:
            log.append(f"{url} cancelled")
            raise

    with pytest.raises(ExceptionGroup) as caught:
        run(crawler.fetch_group(fetch, ["slow", "bad"]))
    assert [str(error) for error in caught.value.exceptions] == ["bad url"]
    assert log == ["slow cancelled"]


def test_task_group_results():
    async def fetch(url):
        await asyncio.sleep(0)
        return len(url)

    assert run(crawler.fetch_group(fetch, ["a", "bb"])) == [1, 2]


def test_first_result_wins_and_the_rest_is_cancelled():
    cancelled = []

    async def quick():
        await asyncio.sleep(0.01)
        return "quick"

    async def slow():
        try:
            await asyncio.sleep(30)
        except asyncio.CancelledError:
            cancelled.append("slow")
            raise

    assert run(crawler.first_of(slow, quick)) == "quick"
    assert cancelled == ["slow"]


def test_async_mock():
    operation = mock.AsyncMock(side_effect=[ConnectionError, ConnectionError, "ok"])
    assert run(crawler.with_retries(operation, 3)) == "ok"
    assert operation.await_count == 3


def test_retries_run_out():
    operation = mock.AsyncMock(side_effect=ConnectionResetError("reset"))
    with pytest.raises(ConnectionResetError, match="reset"):
        run(crawler.with_retries(operation, 2))
    assert operation.await_count == 2


def test_timeout_inside_the_solution():
    async def slow():
        await asyncio.sleep(30)

    with pytest.raises(crawler.Timeout, match="took longer than 0.01 s"):
        run(crawler.with_timeout(slow, 0.01))

    async def quick():
        return 1

    assert run(crawler.with_timeout(quick, 5)) == 1


def test_timeout_in_the_test_reaches_the_solution():
    log = []

    async def main():
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.02):
                await crawler.stubborn(log)

    run(main())
    assert log == ["cancelled", "cleaned up"]


def test_cancelling_a_task():
    log = []

    async def main():
        task = asyncio.create_task(crawler.stubborn(log))
        await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert task.cancelled()

    run(main())
    assert log == ["cancelled", "cleaned up"]


def test_wait_for_in_the_test():
    async def main():
        assert await asyncio.wait_for(crawler.add(1, 2), timeout=5) == 3
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(crawler.stubborn([]), timeout=0.01)

    run(main())


def test_awaitable_object():
    async def main():
        assert await crawler.Lazy(7) == 7
        return await asyncio.gather(crawler.Lazy(1), crawler.Lazy(2))

    assert run(main()) == [1, 2]


def test_sync_function_with_its_own_loop():
    async def fetch(url):
        await asyncio.sleep(0)
        return url * 2

    assert crawler.sync_entry(fetch, ["a", "b"]) == ["aa", "bb"]


def test_errors_as_results():
    async def good():
        return 1

    async def bad():
        raise KeyError("k")

    assert run(crawler.gather_errors([good, bad, good])) == [1, "'k'", 1]


def test_decorated_test_side_coroutine():
    @crawler.decorate
    async def work(value):
        await asyncio.sleep(0)
        return value

    assert run(work("x")) == ["before", "x", "after"]


def test_futures_and_tasks_of_the_solution():
    log = []
    assert run(crawler.schedule_later()) == "done"
    assert run(crawler.background(log)) is True
    assert log == ["started", "background"]


def test_cooperates_with_tasks_of_the_test():
    order = []

    async def main():
        async def other():
            for number in range(3):
                order.append(number)
                await asyncio.sleep(0)

        task = asyncio.create_task(other())
        async for item in crawler.ticker(3, 0.02):
            order.append(f"tick {item}")
        await task

    run(main())
    assert order[0] == 0
    assert [entry for entry in order if isinstance(entry, int)] == [0, 1, 2]
    assert order[-1] == "tick 2"


def test_shielded_operation_goes_on():
    finished = []

    async def operation():
        await asyncio.sleep(0.02)
        finished.append(True)
        return "kept"

    async def main():
        task = asyncio.create_task(crawler.shielded(operation()))
        await asyncio.sleep(0.001)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await asyncio.sleep(0.06)

    run(main())
    assert finished == [True]
