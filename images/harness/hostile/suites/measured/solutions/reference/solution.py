"""Keeps memory and starts threads, as the tests measure."""

import asyncio
import threading
import time

kept = []
done = threading.Event()


def keep(size):
    kept.append(bytearray(size))
    return size


def start():
    threading.Thread(target=done.wait, daemon=True).start()


def spin(seconds):
    start = time.process_time()
    while time.process_time() - start < seconds:
        pass


def opened(path):
    kept.append(open(path))


async def beside():
    kept.append(asyncio.create_task(asyncio.sleep(60)))
