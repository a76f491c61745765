import abc
import itertools


class Bus:
    def __init__(self):
        self._subscribers = []

    def subscribe(self, subscriber):
        self._subscribers.append(subscriber)

    def unsubscribe(self, subscriber):
        self._subscribers.remove(subscriber)

    def emit(self, *event):
        for subscriber in list(self._subscribers):
            subscriber(*event)


def retry(function, times):
    def run(*args):
        for attempt in range(times):
            try:
                return function(*args)
            except OSError:
                if attempt + 1 == times:
                    raise

    return run


def sorted_by(items, key):
    return sorted(items, key=key)


def cheapest(orders):
    return min(orders, key=lambda order: order.price)


def mark(order, tag):
    order.tags.append(tag)


def sort_in_place(numbers):
    numbers.sort()


class Plugin(abc.ABC):
    @abc.abstractmethod
    def transform(self, text):
        ...


def apply(plugins, text):
    for plugin in plugins:
        text = plugin.transform(text)
    return text


def translate(words, lookup):
    return [lookup(word) for word in words]


def pipe(value, steps):
    for step in steps:
        value = step(value)
    return value


def call_with(function, value):
    return function(value)


def first(iterator, count):
    return list(itertools.islice(iterator, count))
