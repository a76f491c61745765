import asyncio
import os
import signal
import threading
import time
from unittest.mock import Mock

import pytest

import shutdown
from shutdown import Stopper, TooLong, limit, work


@pytest.fixture(autouse=True)
def as_before():
    kept = {n: signal.getsignal(n) for n in (signal.SIGTERM, signal.SIGINT, signal.SIGUSR1, signal.SIGALRM)}
    yield
    for signum, handler in kept.items():
        signal.signal(signum, handler)


def test_a_signal_of_the_test_sets_a_flag():
    with Stopper() as stopper:
        assert not stopper.stopped
        os.kill(os.getpid(), signal.SIGTERM)
        assert stopper.stopped
        signal.raise_signal(signal.SIGINT)
        assert stopper.seen == ["SIGTERM", "SIGINT"]


def test_the_handler_is_there_and_gone():
    before = signal.getsignal(signal.SIGTERM)
    with Stopper() as stopper:
        assert signal.getsignal(signal.SIGTERM) == stopper.handle
        assert callable(signal.getsignal(signal.SIGINT))
    assert signal.getsignal(signal.SIGTERM) == before
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_handler_of_the_test_is_put_back():
    mine = Mock()
    signal.signal(signal.SIGUSR1, mine)
    with Stopper(signal.SIGUSR1) as stopper:
        signal.raise_signal(signal.SIGUSR1)
        assert stopper.seen == ["SIGUSR1"]
        mine.assert_not_called()
    assert signal.getsignal(signal.SIGUSR1) is mine
    signal.raise_signal(signal.SIGUSR1)
    assert mine.call_count == 1
    assert mine.call_args.args[0] == signal.SIGUSR1


def test_a_handler_of_the_test_is_called_for_a_signal_of_the_submission():
    seen = []
    signal.signal(signal.SIGUSR1, lambda signum, frame: seen.append(signum))
    shutdown.send(signal.SIGUSR1)
    assert seen == [signal.SIGUSR1]
    assert shutdown.present(signal.SIGUSR1) is signal.getsignal(signal.SIGUSR1)


def test_what_it_raises_passes_through_the_submission():
    def fail(signum, frame):
        raise LookupError(signum)

    signal.signal(signal.SIGUSR1, fail)
    with pytest.raises(LookupError):
        shutdown.send(signal.SIGUSR1)


def test_the_test_sets_a_handler_of_the_submission():
    shutdown.reloaded.clear()
    signal.signal(signal.SIGHUP, shutdown.reload)
    try:
        os.kill(os.getpid(), signal.SIGHUP)
        shutdown.send(signal.SIGHUP)
        assert shutdown.reloaded == [signal.SIGHUP] * 2
        assert signal.getsignal(signal.SIGHUP) is shutdown.reload
    finally:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)


def test_what_a_handler_of_the_submission_raises():
    signal.signal(signal.SIGUSR1, shutdown.interrupt)
    with pytest.raises(KeyError):
        signal.raise_signal(signal.SIGUSR1)


def test_a_worker_is_stopped_while_it_works():
    with Stopper() as stopper:
        timer = threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGTERM))
        timer.start()
        assert work(stopper) < 1.9
        timer.join()
    assert stopper.seen == ["SIGTERM"]


def test_a_worker_that_calls_back():
    calls = []

    def each():
        calls.append(1)
        if len(calls) == 3:
            os.kill(os.getpid(), signal.SIGTERM)

    with Stopper() as stopper:
        work(stopper, each)
    assert len(calls) == 3


def test_a_limit_for_what_the_test_does():
    began = time.monotonic()
    with pytest.raises(TooLong, match="0.2"):
        with limit(0.2):
            time.sleep(20)
    assert time.monotonic() - began < 15


def test_a_limit_for_a_loop_of_the_test():
    with pytest.raises(TooLong):
        with limit(0.2):
            while True:
                pass


def test_a_limit_for_many_calls():
    with pytest.raises(TooLong):
        with limit(0.2):
            while True:
                shutdown.present(signal.SIGUSR1)


def test_a_limit_that_is_kept():
    with limit(20):
        total = sum(range(1000))
    assert total == 499500
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


def test_limits_in_turn():
    for _ in range(5):
        with pytest.raises(TooLong):
            with limit(0.02):
                time.sleep(20)


def test_signals_that_are_ignored():
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)
    os.kill(os.getpid(), signal.SIGUSR1)
    shutdown.send(signal.SIGUSR1)
    assert shutdown.present(signal.SIGUSR1) == signal.SIG_IGN


def test_in_a_loop():
    async def main():
        return await shutdown.serve(lambda: os.kill(os.getpid(), signal.SIGTERM))

    assert asyncio.run(main()) == "stopped"


def test_a_default_is_none_again():
    with Stopper(signal.SIGUSR1):
        pass
    assert shutdown.present(signal.SIGUSR1) == signal.SIG_DFL == signal.getsignal(signal.SIGUSR1)
