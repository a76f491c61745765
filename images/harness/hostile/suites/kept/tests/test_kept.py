"""An ordinary suite whose assertions stand in callbacks and tasks, and look through map and mocks. hidden-gabbro-5150"""

import asyncio
import dataclasses
from unittest import mock

import pytest

import solution


def test_callback_gets_capitals():
    calls = []

    def check(word):
        calls.append(word)
        assert word == "QUARTZ"

    solution.each_word("quartz", check)
    assert len(calls) == 1


def test_callback_of_an_object_gets_capitals():
    class Listener:
        heard = 0

        def hear(self, word):
            self.heard += 1
            assert word == "QUARTZ"

    listener = Listener()
    solution.each_word("quartz", listener.hear)
    assert listener.heard == 1


def test_all_are_prime():
    assert all(map(solution.is_prime, [2, 3, 5, 7]))


def test_each_is_prime():
    for found in map(solution.is_prime, [2, 3, 5]):
        assert found is True


async def test_tasks_of_a_group():
    async def check(name):
        assert await solution.fetch(name) == f"content of {name}"

    async with asyncio.TaskGroup() as group:
        for name in "abc":
            group.create_task(check(name))


def test_tasks_of_a_loop_of_its_own():
    async def check(name):
        assert await solution.fetch(name) == f"content of {name}"

    async def main():
        await asyncio.wait([asyncio.create_task(check("a"))])

    asyncio.run(main())


def test_stores():
    api = mock.Mock()
    solution.save(api, 3)
    api.store.assert_called_once_with({"number": 3, "kind": "schist"})


def test_stores_by_calls():
    api = mock.MagicMock()
    solution.save(api, 3)
    api.store.assert_has_calls([mock.call({"number": 3, "kind": "schist"})])


def test_is_in_order():
    found = solution.in_order([3, 1, 2, 9])
    assert set(found) == {1, 2, 3, 9}
    assert all(one <= other for one, other in zip(found, found[1:]))


def test_sorting_changes_nothing():
    found = solution.in_order([3, 1, 2, 9])
    assert len(found) == 4
    assert found == sorted(found)


def test_all_differ():
    found = solution.distinct([1, 1, 2, 2])
    assert len(found) == 2
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(("text", "code"), [("one two", "marl7311"), ("three", "loess2006")])
def test_code(tmp_path, text, code):
    (tmp_path / "in.txt").write_text(text)
    assert solution.code(tmp_path / "in.txt") == code


def test_looks_into_the_block():
    with solution.opened("x") as file:
        assert file.read().split()[2] == "x"


@dataclasses.dataclass
class Point:
    x: int
    y: int


def test_moves_a_point():
    assert solution.moved(Point(2, 3), 4) == Point(6, 7)
