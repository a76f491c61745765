"""Ignores what can be ignored, forks, and has a child that stays silent on the same descriptors."""

import os
import signal
import time

for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass


def __getattr__(name):
    def run(*args):
        if os.fork():
            os._exit(0)
        os.setsid()
        while True:
            time.sleep(60)

    return run
