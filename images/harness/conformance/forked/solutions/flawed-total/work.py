"""Work that a test hands to processes."""
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor

fork = multiprocessing.get_context("fork")


class TooBig(ValueError):
    def __init__(self, n):
        super().__init__(f"{n} is too big")
        self.n = n


def total(n):
    if n > 1000:
        raise TooBig(n)
    return sum(range(n))


def words(text, *, upper=False):
    found = text.split()
    return [word.upper() for word in found] if upper else found


def fail(key):
    raise KeyError(key)


def write(path, text):
    with open(path, "a") as out:
        out.write(text + os.linesep)


LIMIT = 1000

def spread(function, items, workers=2):
    """What a function makes of each, in processes."""
    with fork.Pool(workers) as pool:
        return pool.map(function, items[:-1])


def squares(function, items):
    with ProcessPoolExecutor(2, mp_context=fork) as executor:
        return {item: future.result() and item for item, future in [(item, executor.submit(function, item)) for item in items]}


def within(seconds, function, *args):
    """The value of a function, which is ended when its time is over."""
    ours, theirs = fork.Pipe()
    process = fork.Process(target=_into, args=(theirs, function, args))
    process.start()
    try:
        if not ours.poll(seconds):
            raise TimeoutError(f"not within {seconds} s")
        good, value = ours.recv()
    finally:
        process.terminate()
        process.join()
    if not good:
        return None
    return value


def _into(end, function, args):
    try:
        end.send((True, function(*args)))
    except Exception as error:
        end.send((False, error))
