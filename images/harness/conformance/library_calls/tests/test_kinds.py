"""Classes made of classes of the standard library are such classes, and compare as those do."""
import argparse
import ast
import collections
import inspect
import ipaddress
import logging
import pathlib
import random
import string
import threading
import types

import kinds
import pytest


def test_a_namespace_compares_with_a_plain_one():
    options = kinds.Options(a=1)
    options.b = [2]
    assert isinstance(options, types.SimpleNamespace)
    assert options == types.SimpleNamespace(a=1, b=[2])
    assert types.SimpleNamespace(a=1, b=[2]) == options
    assert options != types.SimpleNamespace(a=1, b=[3])
    assert options == kinds.Options(a=1, b=[2])
    assert options != kinds.Options(a=1)
    assert options.names() == ["a", "b"]
    assert repr(options) == "Options(a=1, b=[2])"


def test_parsed_arguments_compare_with_a_namespace():
    got = kinds.arguments(["--count", "3"])
    assert isinstance(got, argparse.Namespace)
    assert got == argparse.Namespace(count=3, quiet=False)
    assert argparse.Namespace(count=3, quiet=False) == got
    assert got != argparse.Namespace(count=4, quiet=False)
    assert kinds.arguments([]) == argparse.Namespace(count=1, quiet=False)
    assert kinds.arguments([]) != got
    assert vars(got) == {"count": 3, "quiet": False}


def test_a_path_compares_with_a_plain_one():
    place = kinds.Place("a/b")
    assert isinstance(place, pathlib.PurePosixPath)
    assert place == pathlib.PurePosixPath("a/b")
    assert pathlib.PurePosixPath("a/b") == place
    assert place != pathlib.PurePosixPath("a/c")
    assert (place / "c").shouted() == "A/B/C"
    assert place.parent == kinds.Place("a")


def test_a_generator_of_random_numbers():
    dice = kinds.Dice(5)
    assert isinstance(dice, random.Random)
    assert dice.random() == random.Random(5).random()
    assert all(1 <= dice.roll() <= 6 for _ in range(20))
    assert type(dice) is kinds.Dice


def test_an_address_lies_in_a_network():
    host = kinds.Host("192.168.7.9")
    assert isinstance(host, ipaddress.IPv4Address)
    assert host in ipaddress.ip_network("192.168.0.0/16")
    assert host == ipaddress.ip_address("192.168.7.9")


@pytest.mark.parametrize(
    ("name", "base"),
    [
        ("Layers", collections.ChainMap),
        ("Lines", logging.Handler),
        ("Worker", threading.Thread),
        ("Named", string.Formatter),
    ],
)
def test_bases_are_the_librarys_own(name, base):
    cls = getattr(kinds, name)
    assert issubclass(cls, base)
    assert isinstance(cls(), base)
    assert cls.__bases__ == (base,)
    assert base in inspect.getmro(cls)


def test_a_tree_of_the_test_is_walked():
    assert kinds.names(ast.parse("a + f(b)")) == ["a", "b", "f"]


def test_a_tree_of_the_test_is_changed():
    assert ast.unparse(kinds.renamed(ast.parse("x + 1"))) == "y + 1"


def test_a_tree_of_the_solution():
    tree = kinds.parsed("a + 1")
    assert isinstance(tree, ast.Module)
    assert isinstance(tree.body[0].value, ast.BinOp)
    assert ast.dump(tree) == ast.dump(ast.parse("a + 1"))
    assert [type(node).__name__ for node in ast.walk(tree)][:2] == ["Module", "Expr"]
