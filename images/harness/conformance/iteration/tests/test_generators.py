import inspect
import itertools
import types

import pytest

import solution


def test_countdown():
    assert list(solution.countdown(3)) == [3, 2, 1]
    assert list(solution.countdown(0)) == []


def test_next_and_exhaustion():
    numbers = solution.countdown(2)
    assert next(numbers) == 2
    assert next(numbers) == 1
    with pytest.raises(StopIteration):
        next(numbers)
    assert next(numbers, "done") == "done"


def test_is_a_generator_not_a_list():
    numbers = solution.countdown(2)
    assert iter(numbers) is numbers
    assert isinstance(numbers, types.GeneratorType)
    assert inspect.isgenerator(numbers)
    assert inspect.isgeneratorfunction(solution.countdown)
    assert not inspect.isgeneratorfunction(solution.squares)


def test_infinite_stream():
    assert list(itertools.islice(solution.naturals(), 5)) == [0, 1, 2, 3, 4]
    assert next(itertools.dropwhile(lambda n: n < 100, solution.fibonacci())) == 144


def test_two_generators_are_independent():
    first, second = solution.naturals(), solution.naturals()
    next(first)
    next(first)
    assert next(first) == 2
    assert next(second) == 0


def test_send():
    total = solution.accumulator()
    assert next(total) == 0
    assert total.send(5) == 5
    assert total.send(7) == 12


def test_return_value_is_on_the_stop_iteration():
    total = solution.accumulator()
    next(total)
    total.send(4)
    with pytest.raises(StopIteration) as stopped:
        total.send(None)
    assert stopped.value.value == 4


def test_send_before_start_is_a_type_error():
    with pytest.raises(TypeError):
        solution.accumulator().send(1)


def test_throw_is_handled_inside():
    averages = solution.averager()
    next(averages)
    assert averages.send(10) == 10.0
    assert averages.send(20) == 15.0
    assert averages.throw(ValueError("reset")) is None
    assert averages.send(4) == 4.0


def test_throw_that_is_not_handled_comes_back():
    numbers = solution.naturals()
    next(numbers)
    with pytest.raises(KeyError, match="mine"):
        numbers.throw(KeyError("mine"))
    with pytest.raises(StopIteration):
        next(numbers)


def test_close_runs_the_finally_block():
    log = []
    numbers = solution.guarded(log)
    assert log == []
    next(numbers)
    assert log == ["open"]
    numbers.close()
    assert log == ["open", "close"]
    assert list(numbers) == []


def test_close_of_a_generator_that_never_started():
    log = []
    solution.guarded(log).close()
    assert log == []


def test_ignoring_close_is_a_runtime_error():
    numbers = solution.stubborn()
    next(numbers)
    with pytest.raises(RuntimeError, match="ignored GeneratorExit"):
        numbers.close()


def test_yield_from_passes_return_values():
    def outer():
        totals = yield from solution.chain_totals([1, 2], [3])
        yield totals

    assert list(outer()) == [1, 2, 3, [3, 3]]


def test_exception_after_some_items():
    seen = []
    with pytest.raises(RuntimeError, match="source broke"):
        for item in solution.failing_after(3):
            seen.append(item)
    assert seen == [0, 1, 2]


def test_unpacking_and_star():
    first, *rest = solution.countdown(4)
    assert (first, rest) == (4, [3, 2, 1])
    assert [*solution.countdown(2), *solution.countdown(1)] == [2, 1, 1]
    assert max(solution.countdown(9)) == 9
    assert sum(solution.countdown(4)) == 10


def test_generator_state_can_be_inspected():
    numbers = solution.countdown(1)
    assert inspect.getgeneratorstate(numbers) == inspect.GEN_CREATED
    next(numbers)
    assert inspect.getgeneratorstate(numbers) == inspect.GEN_SUSPENDED
    list(numbers)
    assert inspect.getgeneratorstate(numbers) == inspect.GEN_CLOSED
