"""Keeps memory and starts threads, as the tests measure."""

import threading

kept = []
done = threading.Event()


def keep(size):
    kept.append(bytearray(size))
    return size


def start():
    threading.Thread(target=done.wait, daemon=True).start()
