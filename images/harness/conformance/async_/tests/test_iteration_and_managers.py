import asyncio
import contextlib
import inspect

import pytest

import crawler


def run(coroutine):
    return asyncio.run(coroutine)


def test_async_for():
    async def main():
        return [item async for item in crawler.ticker(3)]

    assert run(main()) == [0, 1, 2]


def test_async_iterator_class():
    async def main():
        countdown = crawler.Countdown(3)
        return [item async for item in countdown] + [item async for item in countdown]

    assert run(main()) == [3, 2, 1, 3, 2, 1]


def test_anext_and_stop():
    async def main():
        numbers = crawler.ticker(1)
        assert inspect.isasyncgen(numbers)
        assert await anext(numbers) == 0
        assert await anext(numbers, "end") == "end"
        with pytest.raises(StopAsyncIteration):
            await numbers.__anext__()

    run(main())


def test_breaking_out_pulls_no_more():
    log = []

    async def main():
        numbers = crawler.endless(log)
        async for number in numbers:
            if number == 2:
                break
        assert log == [0, 1, 2]
        await numbers.aclose()
        assert log == [0, 1, 2, "closed"]

    run(main())


def test_closing_with_a_manager():
    log = []

    async def main():
        async with contextlib.aclosing(crawler.endless(log)) as numbers:
            assert await anext(numbers) == 0

    run(main())
    assert log == [0, "closed"]


def test_asend():
    async def main():
        conversation = crawler.echo()
        assert await anext(conversation) == "ready"
        assert await conversation.asend("one") == "got one"
        with pytest.raises(StopAsyncIteration):
            await conversation.asend(None)

    run(main())


def test_athrow():
    log = []

    async def main():
        numbers = crawler.endless(log)
        await anext(numbers)
        with pytest.raises(KeyError, match="mine"):
            await numbers.athrow(KeyError("mine"))

    run(main())
    assert log == [0, "closed"]


def test_async_generator_of_the_test_goes_in():
    async def letters():
        for letter in "abc":
            await asyncio.sleep(0)
            yield letter

    assert run(crawler.collect(letters())) == ["a", "b", "c"]


def test_async_generator_goes_in_and_comes_out():
    pulled = []

    async def numbers():
        for number in range(100):
            pulled.append(number)
            yield number

    async def main():
        stream = crawler.doubled(numbers())
        first = await anext(stream)
        second = await anext(stream)
        await stream.aclose()
        return first, second

    assert run(main()) == (0, 2)
    assert pulled == [0, 1]


def test_merging_several_sources():
    async def source(name, count):
        for number in range(count):
            await asyncio.sleep(0)
            yield f"{name}{number}"

    async def main():
        return sorted([item async for item in crawler.merge(source("a", 2), source("b", 3))])

    assert run(main()) == ["a0", "a1", "b0", "b1", "b2"]


def test_exception_of_a_source_passes_through():
    async def broken():
        yield 1
        raise LookupError("source broke")

    async def main():
        return [item async for item in crawler.doubled(broken())]

    with pytest.raises(LookupError, match="source broke"):
        run(main())


def test_async_context_manager():
    log = []

    async def main():
        connection = crawler.Connection(log)
        async with connection as entered:
            assert entered is connection
            assert await entered.query("select") == "SELECT"
        with pytest.raises(RuntimeError, match="connection is closed"):
            await connection.query("select")

    run(main())
    assert log == ["open", "close None"]


def test_async_context_manager_sees_the_exception():
    log = []

    async def main():
        with pytest.raises(ValueError):
            async with crawler.Connection(log):
                raise ValueError
        async with crawler.Connection(log, swallow=True):
            raise KeyError

    run(main())
    assert log == ["open", "close ValueError", "open", "close KeyError"]


def test_async_context_manager_from_a_generator():
    log = []

    async def main():
        async with crawler.session(log) as user:
            assert user == {"user": "ann"}
            log.append("body")
        with pytest.raises(OSError):
            async with crawler.session(log):
                raise OSError

    run(main())
    assert log == ["start", "body", "stop", "start", "stop"]


def test_async_exit_stack():
    log = []

    async def main():
        async with contextlib.AsyncExitStack() as stack:
            await stack.enter_async_context(crawler.Connection(log))
            await stack.enter_async_context(crawler.session(log))

    run(main())
    assert log == ["open", "start", "stop", "close None"]


def test_worker_with_a_queue():
    handled = []

    async def handle(item):
        await asyncio.sleep(0)
        handled.append(item)
        return item * 10

    async def main():
        worker = crawler.Worker()
        task = asyncio.create_task(worker.run(handle))
        for item in (1, 2, 3):
            worker.queue.put_nowait(item)
        await worker.queue.join()
        assert worker.done == [10, 20, 30]
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert worker.cancelled

    run(main())
    assert handled == [1, 2, 3]


def test_event_set_from_the_test():
    async def main():
        latch = crawler.Latch(2)
        task = asyncio.create_task(latch.wait())
        await asyncio.sleep(0.001)
        assert not task.done()
        latch.count_down()
        latch.count_down()
        return await asyncio.wait_for(task, 5)

    assert run(main()) == "open"


def test_lock_of_the_solution_serialises_callbacks():
    running = most = 0

    async def operation():
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.001)
        running -= 1
        return "ok"

    async def main():
        limiter = crawler.RateLimiter()
        results = await asyncio.gather(*(limiter.run(operation) for _ in range(5)))
        return results, limiter.most

    assert run(main()) == (["ok"] * 5, 1)
    assert most == 1
