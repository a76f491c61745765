"""Nodes that lead to nodes."""
import copy


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
