"""Handlers that ask for an end, limits of time, and a worker that can be stopped."""
import asyncio
import contextlib
import os
import signal
import time


class Stopper:
    def __init__(self, *signals):
        self.seen = []
        self._before = {}
        self.signals = signals or (signal.SIGTERM, signal.SIGINT)

    @property
    def stopped(self):
        return bool(self.seen)

    def handle(self, signum, frame):
        self.seen.append(signal.Signals(signum).name)

    def __enter__(self):
        for signum in self.signals:
            self._before[signum] = signal.signal(signum, self.handle)
        return self

    def __exit__(self, *error):
        for signum, before in self._before.items():
            signal.signal(signum, before)


class TooLong(Exception):
    pass


@contextlib.contextmanager
def limit(seconds):
    def late(signum, frame):
        raise TooLong(f"longer than {seconds} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def work(stopper, each=None, most=2):
    """Work until the stopper says so; gives how long that took."""
    began = time.monotonic()
    while not stopper.stopped and time.monotonic() - began < most:
        if each is not None:
            each()
        time.sleep(0.01)
    return time.monotonic() - began


def reload(signum, frame):
    reloaded.append(signum)


reloaded = []


def send(signum):
    os.kill(os.getpid(), signum)


def present(signum):
    return signal.getsignal(signum)


def interrupt(signum, frame):
    raise KeyError(signum)


async def serve(ready, signum=signal.SIGTERM):
    """Wait for a signal, asynchronously."""
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signum, stopped.set)
    try:
        ready()
        await asyncio.wait_for(stopped.wait(), 20)
    finally:
        asyncio.get_running_loop().remove_signal_handler(signum)
    return "stopped"
