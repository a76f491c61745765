import multiprocessing
import os
import pickle
import time
from concurrent.futures import ProcessPoolExecutor

import pytest

import work
from work import TooBig

fork = multiprocessing.get_context("fork")


def test_a_pool_of_processes():
    with fork.Pool(2) as pool:
        assert pool.map(work.total, [1, 2, 3, 10]) == [1, 3, 6, 55]
        assert pool.apply(work.words, ("a b",), {"upper": True}) == ["A", "B"]


def test_an_executor():
    with ProcessPoolExecutor(2, mp_context=fork) as executor:
        futures = [executor.submit(work.total, n) for n in (3, 4)]
        assert [future.result() for future in futures] == [6, 10]


def test_errors_of_a_pool():
    with fork.Pool(1) as pool:
        with pytest.raises(KeyError):
            pool.apply(work.fail, ("x",))


def send(end, n):
    end.send([work.total(n), work.LIMIT])
    end.close()


def test_a_process_with_a_pipe():
    ours, theirs = fork.Pipe()
    process = fork.Process(target=send, args=(theirs, 4))
    process.start()
    assert ours.recv() == [10, 1000]
    process.join()
    assert process.exitcode == 0


def test_several_at_once(tmp_path):
    path = str(tmp_path / "lines.txt")
    processes = [fork.Process(target=work.write, args=(path, str(n))) for n in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * 4
    with open(path) as lines:
        assert sorted(lines.read().split()) == ["0", "1", "2", "3"]


def test_a_fork_by_hand():
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            assert work.words("a b c") == ["a", "b", "c"]
            with pytest.raises(TooBig, match="2000 is too big"):
                work.total(2000)
            status = 0
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert work.total(2) in (1, 3)


def test_the_parent_goes_on():
    process = fork.Process(target=work.total, args=(1,))
    process.start()
    results = [work.words("x y") for _ in range(50)]
    process.join()
    assert results == [["x", "y"]] * 50


def square(n):
    if n < 0:
        raise ValueError(f"{n} is negative")
    return n * n


def pair(n, shown=str):
    return shown(n), [n] * 2


def test_a_function_of_the_test_in_processes_of_the_submission():
    assert work.spread(square, [1, 2, 3]) == [1, 4, 9]
    assert work.spread(pair, range(3), workers=3) == [("0", [0, 0]), ("1", [1, 1]), ("2", [2, 2])]
    assert work.squares(square, [4, 5]) == {4: 16, 5: 25}


def test_an_error_of_such_a_function():
    with pytest.raises(ValueError, match="-1 is negative"):
        work.spread(square, [1, -1])
    with pytest.raises(ValueError, match="-2 is negative"):
        work.within(10, square, -2)


def test_a_function_with_a_limit_of_time():
    assert work.within(10, square, 3) == 9
    assert work.within(10, lambda: pair(1)) == ("1", [1, 1])
    with pytest.raises(TimeoutError):
        work.within(0.2, time.sleep, 60)


def test_functions_of_the_library_and_of_the_submission_there():
    assert work.spread(len, ["a", "bc"]) == [1, 2]
    assert work.spread(work.total, [1, 2, 3]) == [1, 3, 6]


def test_functions_that_cannot_be_pickled():
    with pytest.raises(AttributeError, match="local object"):
        work.spread(lambda n: n, [1, 2])
    with pytest.raises((AttributeError, pickle.PicklingError)):
        work.spread(NAMELESS, [1, 2])


NAMELESS = lambda n: n  # noqa: E731
