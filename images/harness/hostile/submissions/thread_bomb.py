"""Starts threads for ever, each of which calls the tests' process."""

import threading

from assay import peer


def __getattr__(name):
    def run(*args):
        def work():
            peer.current().ask("log", 0, None, ("x", 10, "x", 1, "x", (), "x", "f", None, {}), {})
            threading.Event().wait()

        while True:
            try:
                threading.Thread(target=work, daemon=True).start()
            except RuntimeError:
                pass

    return run
