import asyncio
import contextvars

import tracing
from tracing import bound, current, follow, handle, log, reset_to, set_current, steps, tagged


def test_tasks_have_a_value_each():
    async def one(name):
        set_current(name)
        await asyncio.sleep(0)
        return current()

    async def all_of_them():
        return await asyncio.gather(*map(one, "abc"))

    assert asyncio.run(all_of_them()) == ["a", "b", "c"]


def test_coroutines_of_the_solution_as_tasks():
    async def all_of_them():
        return await asyncio.gather(*map(handle, "abc"))

    assert asyncio.run(all_of_them()) == [("a", "a"), ("b", "b"), ("c", "c")]


def test_a_task_inherits_and_keeps_its_own():
    async def child():
        before = current()
        set_current("child")
        return before, current()

    async def parent():
        set_current("parent")
        task = asyncio.create_task(child())
        set_current("later")
        return await task, current()

    assert asyncio.run(parent()) == (("parent", "child"), "later")


def test_what_is_awaited_shares_the_context():
    async def outer():
        set_current("before")
        await follow("inside")
        return current()

    assert asyncio.run(outer()) == "inside"


def test_task_groups():
    async def all_of_them():
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(handle(name)) for name in "xyz"]
        return [task.result() for task in tasks], current()

    assert asyncio.run(all_of_them()) == ([("x", "x"), ("y", "y"), ("z", "z")], None)


def test_a_manager():
    async def one(name):
        with bound(name):
            await asyncio.sleep(0)
            inside = current()
        return inside, current()

    async def all_of_them():
        return await asyncio.gather(one("a"), one("b"))

    assert asyncio.run(all_of_them()) == [("a", None), ("b", None)]


def test_a_token_belongs_to_its_context():
    async def main():
        token = set_current("one")
        set_current("two")
        reset_to(token)
        return current()

    assert asyncio.run(main()) is None


def test_an_async_generator():
    async def collect(name):
        set_current(name)
        return [step async for step in steps(3)]

    async def both():
        return await asyncio.gather(collect("a"), collect("b"))

    assert asyncio.run(both()) == [["a0", "a1", "a2"], ["b0", "b1", "b2"]]


def test_a_callback_sees_it():
    seen = []

    async def told():
        await asyncio.sleep(0)
        seen.append(current())

    def told_at_once():
        seen.append(current())

    async def one(name):
        await tracing.during(name, told, told_at_once)

    async def both():
        await asyncio.gather(one("a"), one("b"))

    asyncio.run(both())
    assert sorted(seen) == ["a", "a", "b", "b"]


def test_variables_of_the_test():
    mine = contextvars.ContextVar("mine", default="none")

    async def told():
        return mine.get()

    async def one(name):
        mine.set(name)
        return await tagged(told)

    async def both():
        return await asyncio.gather(one("a"), one("b")), mine.get()

    assert asyncio.run(both()) == (["<a>", "<b>"], "none")


def test_a_callback_sets_a_variable_of_the_test():
    mine = contextvars.ContextVar("mine", default="none")

    async def main():
        tracing.apply(mine.set, "told")
        return mine.get()

    assert asyncio.run(main()) == "told"


def test_a_log_of_many():
    async def one(name):
        set_current(name)
        for _ in range(3):
            log("step")
            await asyncio.sleep(0)

    async def all_of_them():
        await asyncio.gather(*map(one, "abcd"))

    tracing.LINES.clear()
    asyncio.run(all_of_them())
    assert sorted(tracing.LINES) == sorted(f"{name}: step" for name in "abcd" for _ in range(3))


def test_nothing_is_left_behind():
    async def main():
        set_current("main")

    asyncio.run(main())
    assert current() is None
