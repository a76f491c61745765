"""Classes made of classes of the standard library."""
import argparse
import ast
import collections
import ipaddress
import logging
import pathlib
import random
import string
import threading
import types


class Options(types.SimpleNamespace):
    def names(self):
        return sorted(vars(self))


class Dice(random.Random):
    def roll(self):
        return self.randint(1, 6)


class Place(pathlib.PurePosixPath):
    def shouted(self):
        return str(self).upper()


class Host(ipaddress.IPv4Address):
    pass


class Layers(collections.ChainMap):
    pass


class Lines(logging.Handler):
    def emit(self, record):
        pass


class Worker(threading.Thread):
    pass


class Named(string.Formatter):
    pass


def arguments(words):
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--quiet", action="store_true")
    return parser.parse_args(words)


def names(tree):
    return sorted(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))


class Rename(ast.NodeTransformer):
    def visit_Name(self, node):
        return ast.copy_location(ast.Name("y", node.ctx), node)


def renamed(tree):
    return ast.fix_missing_locations(Rename().visit(tree))


def parsed(text):
    return ast.parse(text)
