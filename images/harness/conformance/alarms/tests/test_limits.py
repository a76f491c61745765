import signal
import time

import pytest

import limits
from limits import TooLong, limited


def test_a_function_of_the_test_takes_too_long():
    calls = []

    @limited(0.5)
    def slow():
        calls.append(1)
        time.sleep(1)

    with pytest.raises(TooLong, match="0.5"):
        slow()
    assert calls == [1]


def test_one_that_is_quick():
    @limited(20)
    def quick(a, b):
        return a + b

    assert quick(1, b=2) == 3
    assert quick.__name__ == "quick"


def test_nothing_is_left():
    @limited(20)
    def quick():
        return "quick"

    assert quick() == "quick"
    assert limits.work(1) == 1
    assert limits.left() == 0


def test_a_function_of_the_solution_takes_too_long():
    with pytest.raises(TooLong):
        limited(0.1)(limits.spin)()
    assert limits.work(2) == 2


def test_its_own_errors_pass():
    @limited(20)
    def wrong():
        raise KeyError("wrong")

    with pytest.raises(KeyError):
        wrong()
    assert limits.left() == 0


def test_it_can_be_used_again():
    @limited(0.1)
    def slow():
        time.sleep(0.3)

    for _ in range(2):
        with pytest.raises(TooLong):
            slow()


def test_a_limit_of_the_test():
    def late(signum, frame):
        raise TimeoutError("late")

    before = signal.signal(signal.SIGALRM, late)
    assert signal.getsignal(signal.SIGALRM) is late
    signal.setitimer(signal.ITIMER_REAL, 20)
    try:
        assert limits.work(3) == 3
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_a_limit_that_the_test_itself_passes():
    def late(signum, frame):
        raise TimeoutError("late")

    signal.signal(signal.SIGALRM, late)
    with pytest.raises(TimeoutError):
        signal.setitimer(signal.ITIMER_REAL, 0.1)
        time.sleep(5)
    assert limits.work(4) == 4
