"""Never answers."""

import time


def __getattr__(name):
    return lambda *args: time.sleep(1e6)
