"""Nodes that lead to nodes, copied one deep."""
import copy


class Node:
    def __init__(self, name):
        self.name = name
        self.links = []

    def link(self, other):
        self.links.append(other)

    def __deepcopy__(self, memo):
        return copy.copy(self)


class Graph:
    def __init__(self):
        self.nodes = []

    def add(self, node):
        self.nodes.append(node)

    def __deepcopy__(self, memo):
        return copy.copy(self)


class Anchor:
    pass


ANCHOR = Anchor()


def cloned(value):
    return copy.copy(value)
