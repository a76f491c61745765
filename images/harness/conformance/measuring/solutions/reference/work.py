"""Work whose memory and threads a test measures with the standard library."""
import threading

_kept = []


def keep(size):
    _kept.append(bytearray(size))
    return len(_kept)


def forget():
    _kept.clear()


def count(text):
    """Words of a text, one after the other."""
    return sum(1 for _ in _words(text))


def _words(text):
    start = 0
    while (end := text.find(" ", start)) >= 0:
        yield text[start:end]
        start = end + 1
    yield text[start:]


def squares(numbers):
    return sum(_each(numbers))


def _each(numbers):
    for number in numbers:
        yield number * number


def start(name):
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait, name=name, daemon=True)
    thread.start()
    thread.end = stop.set
    return thread


def in_background(numbers):
    """The sum, computed by a thread that has ended when this returns."""
    found = []
    thread = threading.Thread(target=lambda: found.append(sum(numbers)))
    thread.start()
    thread.join()
    return found[0]


counter = 0


def bump():
    global counter
    counter += 1
    return counter


class Item:
    def __init__(self, value):
        self.value = value
