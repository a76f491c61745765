"""Handlers of every signal that raise what tests expect, and alarms all the time."""

import itertools
import os
import signal
import threading
import time

ERRORS = itertools.cycle([IndexError, StopIteration, KeyError, AssertionError, SystemExit, KeyboardInterrupt])


def late(signum, frame):
    raise next(ERRORS)("wrong")


for number in range(1, 65):
    try:
        signal.signal(number, late)
    except (OSError, ValueError):
        pass


def send():
    while True:
        time.sleep(0.05)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGUSR1):
            os.kill(os.getpid(), number)


signal.setitimer(signal.ITIMER_REAL, 0.1, 0.02)
threading.Thread(target=send, daemon=True).start()


def __getattr__(name):
    return lambda *args: None
