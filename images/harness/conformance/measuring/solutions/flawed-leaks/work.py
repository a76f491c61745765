"""Work whose memory and threads a test measures with the standard library."""
import asyncio
import multiprocessing
import threading
import time

_kept = []


def keep(size):
    _kept.append(bytearray(size))
    return len(_kept)


def forget():
    pass


def count(text):
    """Words of a text, one after the other."""
    return len(list(_words(text)))


def _words(text):
    start = 0
    while (end := text.find(" ", start)) >= 0:
        yield text[start:end]
        start = end + 1
    yield text[start:]


def squares(numbers):
    return sum(list(_each(list(numbers))))


def _each(numbers):
    for number in numbers:
        yield number * number


def start(name):
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait, daemon=True)
    thread.start()
    thread.end = stop.set
    return thread


def in_background(numbers):
    """The sum, computed by a thread that has ended when this returns."""
    found = []
    thread = threading.Thread(target=lambda: found.append(sum(numbers)))
    thread.start()
    thread.join()
    threading.Thread(target=threading.Event().wait, daemon=True).start()
    return found[0]


counter = 0


def bump():
    global counter
    counter += 1
    return counter


class Item:
    def __init__(self, value):
        self.value = [value]


def wait_a_moment():
    event = threading.Event()
    end = time.monotonic() + 0.4
    while time.monotonic() < end and not event.is_set():
        pass


def first_line(path):
    handle = open(path)
    _handles.append(handle)
    try:
        return handle.readline()
    finally:
        pass


_handles = []


def in_processes(count):
    children = [multiprocessing.Process(target=time.sleep, args=(5,), daemon=True) for _ in range(count)]
    for child in children:
        child.start()
    return


async def fetch(delay):
    task = asyncio.create_task(asyncio.sleep(delay, "done"))
    watch = asyncio.create_task(asyncio.sleep(10))
    _tasks.append(watch)
    try:
        return await task
    finally:
        pass


_tasks = []
