"""Functions and classes that change, or must not change, what they are given."""
import bisect
import random


def bubble_sort(items):
    for end in range(len(items) - 1, 0, -1):
        for index in range(end):
            if items[index] > items[index + 1]:
                items[index], items[index + 1] = items[index + 1], items[index]


def sorted_copy(items):
    return sorted(items)


def remove_all(items, unwanted):
    items[:] = [item for item in items if item != unwanted]
    return items


def append_default(value, items=None):
    items = [] if items is None else items
    items.append(value)
    return items


def merge(target, *sources):
    for source in sources:
        target.update(source)
    return target


def merged(first, second):
    return {**first, **second}


def drop_odd(numbers):
    numbers.difference_update({n for n in numbers if n % 2})


def xor(data, key):
    for index, byte in enumerate(data):
        data[index] = byte ^ key


def rotate(queue, steps):
    queue.rotate(steps)


def transpose(matrix):
    for row in range(len(matrix)):
        for column in range(row):
            matrix[row][column], matrix[column][row] = matrix[column][row], matrix[row][column]


def tag(records, name):
    for record in records:
        record.setdefault("tags", set()).add(name)


def bump_first(first, second):
    first.append("bumped")
    return len(second)


def fill_until_bad(target, values):
    for value in values:
        if value < 0:
            raise ValueError(f"negative: {value}")
        target.append(value)


def shuffle(cards, seed):
    random.Random(seed).shuffle(cards)


def trace(log, items):
    for item in items:
        log.append(item)
        yield item * 2


def collect(*items, into):
    into.extend(items)


def insert_sorted(items, value):
    bisect.insort(items, value)


def normalise(options):
    options["name"] = options.pop("Name")
    options["nested"]["depth"] += 1
    del options["nested"]["unused"]


def swap_ends(items):
    items[0], items[-1] = items[-1], items[0]


def count_words(counter, words):
    for word in words:
        counter[word] += 1


def group(index, pairs):
    for key, value in pairs:
        index[key].append(value)


def move_to_end(ordered, key):
    ordered.move_to_end(key)


def drain(items, visit):
    while items:
        visit(items.pop())


def flatten(items, into=None):
    into = [] if into is None else into
    for item in items:
        if isinstance(item, list):
            flatten(item, into)
        else:
            into.append(item)
    return into


class Recorder:
    """Writes into the list it was given."""

    def __init__(self, log):
        self.log = log

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
        return self._books

    def count(self):
        return len(self._books)


class Team:
    def __init__(self, members):
        self.members = list(members)

    def size(self):
        return len(self.members)
