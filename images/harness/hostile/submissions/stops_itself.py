"""Stops all of its own processes, so that they neither answer nor end."""

import os
import signal


def __getattr__(name):
    return lambda *args: os.kill(os.getpid(), signal.SIGSTOP)
