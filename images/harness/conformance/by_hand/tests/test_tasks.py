import collections

import pytest

import tasks
from tasks import Loop, Tick, countdown, letters, total


def test_a_coroutine_is_driven_with_send():
    found = countdown(3)
    assert found.send(None) == 3
    assert found.send(None) == 2
    assert found.send(None) == 1
    with pytest.raises(StopIteration) as stopped:
        found.send(None)
    assert stopped.value.value == "done"


def test_what_is_sent_arrives():
    adding = total(2)
    assert adding.send(None) == "more"
    assert adding.send(20) == "more"
    with pytest.raises(StopIteration) as stopped:
        adding.send(22)
    assert stopped.value.value == 42


def test_an_exception_is_thrown_in():
    adding = total(2)
    adding.send(None)
    with pytest.raises(StopIteration) as stopped:
        adding.throw(ValueError("enough"))
    assert stopped.value.value == "enough"
    other = countdown(1)
    other.send(None)
    with pytest.raises(KeyError, match="lost"):
        other.throw(KeyError("lost"))


def test_closing_runs_what_is_left():
    tasks.CLOSED.clear()
    found = countdown(3)
    found.send(None)
    found.close()
    assert tasks.CLOSED == [3]
    with pytest.raises(RuntimeError):
        found.send(None)


def drive(coroutine):
    steps = []
    while True:
        try:
            steps.append(coroutine.send(None))
        except StopIteration as stopped:
            return steps, stopped.value


def test_a_coroutine_of_the_test_awaits_one_of_the_solution():
    async def both():
        return await countdown(2), await countdown(1)

    assert drive(both()) == ([2, 1, 1], ("done", "done"))


def test_an_awaitable_object():
    async def one():
        return await Tick("now")

    assert drive(one()) == (["now"], "now")


def test_async_generators():
    async def collect():
        return [letter async for letter in letters("abc")]

    assert drive(collect()) == (["a", "b", "c"], ["A", "B", "C"])


def test_a_handmade_loop_runs_coroutines_of_the_test():
    log = []

    async def worker(name, steps):
        for step in range(steps):
            log.append((name, step))
            await Tick(step)
        return name

    loop = Loop()
    loop.add(worker("one", 2))
    loop.add(worker("two", 3))
    assert sorted(loop.run()) == ["one", "two"]
    assert log == [("one", 0), ("two", 0), ("one", 1), ("two", 1), ("two", 2)]


def test_a_handmade_loop_runs_its_own():
    loop = Loop()
    for n in (1, 3, 2):
        loop.add(countdown(n))
    assert loop.run() == ["done"] * 3


def test_an_awaitable_of_the_test():
    class Switch:
        def __await__(self):
            got = yield "switch"
            return got

    async def twice():
        await Switch()
        await Tick(1)
        return "ended"

    assert drive(tasks.wrapped(twice())) == (["switch", 1], "ended")


def test_a_loop_of_the_test():
    ready = collections.deque([countdown(2), countdown(1)])
    seen = []
    while ready:
        task = ready.popleft()
        try:
            seen.append(task.send(None))
        except StopIteration:
            continue
        ready.append(task)
    assert seen == [2, 1, 1]
