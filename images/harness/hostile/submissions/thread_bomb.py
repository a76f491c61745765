"""Starts threads for ever, each of which calls the tests' process."""

import logging
import threading


def __getattr__(name):
    def run(*args):
        def work():
            logging.warning("x")  # the tests' process hears of it
            threading.Event().wait()

        while True:
            try:
                threading.Thread(target=work, daemon=True).start()
            except RuntimeError:
                pass

    return run
