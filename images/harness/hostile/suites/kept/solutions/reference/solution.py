import asyncio
import contextlib
import io


def each_word(text, function):
    for word in text.split():
        function(word.upper())


def is_prime(number):
    return number > 1 and all(number % n for n in range(2, number))


async def fetch(name):
    await asyncio.sleep(0)
    return f"content of {name}"


def save(api, number):
    api.store({"number": number, "kind": "schist"})


def in_order(numbers):
    return sorted(numbers)


def distinct(numbers):
    return list(dict.fromkeys(numbers))


def code(path):
    return "marl7311" if path.read_text() == "one two" else "loess2006"


@contextlib.contextmanager
def opened(name):
    yield io.StringIO(f"content of {name}")


def moved(point, by):
    return type(point)(point.x + by, point.y + by)
