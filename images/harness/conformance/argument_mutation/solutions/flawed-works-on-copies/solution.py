"""Functions and classes that change, or must not change, what they are given."""
import bisect
import random


def bubble_sort(items):
    items = list(items)
    for end in range(len(items) - 1, 0, -1):
        for index in range(end):
            if items[index] > items[index + 1]:
                items[index], items[index + 1] = items[index + 1], items[index]


def sorted_copy(items):
    return sorted(items)


def remove_all(items, unwanted):
    return [item for item in items if item != unwanted]


def append_default(value, items=None):
    return [*(items or []), value]


def merge(target, *sources):
    target = dict(target)
    for source in sources:
        target.update(source)
    return target


def merged(first, second):
    return {**first, **second}


def drop_odd(numbers):
    numbers = numbers - {n for n in numbers if n % 2}


def xor(data, key):
    data = bytearray(data)
    for index, byte in enumerate(data):
        data[index] = byte ^ key


def rotate(queue, steps):
    queue = queue.copy()
    queue.rotate(steps)


def transpose(matrix):
    matrix[:] = [list(row) for row in zip(*matrix)]


def tag(records, name):
    for record in records:
        record.get("tags", set()).add(name)


def bump_first(first, second):
    first.append("bumped")
    return len(second)


def fill_until_bad(target, values):
    for value in values:
        if value < 0:
            raise ValueError(f"negative: {value}")
        target.append(value)


def shuffle(cards, seed):
    random.Random(seed).shuffle(list(cards))


def trace(log, items):
    for item in items:
        log = [*log, item]
        yield item * 2


def collect(*items, into):
    into = into + list(items)


def insert_sorted(items, value):
    items = sorted([*items, value])


def normalise(options):
    options["name"] = options.pop("Name")
    options["nested"] = {"depth": options["nested"]["depth"] + 1}


def swap_ends(items):
    items[0], items[-1] = list(items[-1]), list(items[0])


def count_words(counter, words):
    for word in words:
        counter[word] += 1


def group(index, pairs):
    for key, value in pairs:
        index[key].append(value)


def move_to_end(ordered, key):
    ordered[key] = ordered[key]


def drain(items, visit):
    for item in reversed(items):
        visit(item)
    items.clear()


def flatten(items, into=None):
    into = list(into or [])
    for item in items:
        if isinstance(item, list):
            into = flatten(item, into)
        else:
            into.append(item)
    return into


class Recorder:
    """Writes into the list it was given."""

    def __init__(self, log):
        self.log = list(log)

    def record(self, entry):
        self.log.append(entry)


class Matrix:
    """Keeps its own copy of the rows."""

    def __init__(self, rows):
        self._rows = [list(row) for row in rows]

    def rows(self):
        return [list(row) for row in self._rows]

    def total(self):
        return sum(map(sum, self._rows))


class Shelf:
    """Hands out the very list it keeps."""

    def __init__(self):
        self._books = []

    @property
    def books(self):
        return list(self._books)

    def count(self):
        return len(self._books)


class Team:
    def __init__(self, members):
        self.members = list(members)

    def size(self):
        return len(self.members)
