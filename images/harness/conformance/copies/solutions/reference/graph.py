"""Nodes that lead to nodes."""
import copy
import pickle


class Node:
    def __init__(self, name):
        self.name = name
        self.links = []

    def link(self, other):
        self.links.append(other)


class Graph:
    def __init__(self):
        self.nodes = []

    def add(self, node):
        self.nodes.append(node)


class Anchor:
    def __deepcopy__(self, memo):
        return ANCHOR


ANCHOR = Anchor()


def cloned(value):
    return copy.deepcopy(value)

def save(path, *things):
    with open(path, "wb") as out:
        pickle.dump(things, out)


def load(path):
    with open(path, "rb") as stored:
        return list(pickle.load(stored))


class Cache:
    """Remembers what a function made of equal arguments."""

    def __init__(self, function):
        self.function, self.found, self.missed = function, {}, 0

    def __call__(self, *args):
        key = pickle.dumps(args)
        if key not in self.found:
            self.missed += 1
            self.found[key] = self.function(*args)
        return self.found[key]
