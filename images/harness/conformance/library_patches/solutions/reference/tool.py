"""Leans on the library, parts of which the tests replace."""
import argparse
import html
import pathlib
import sys
import zipfile

LIMIT = 3


def parse(argv=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("count", type=int)
    return parser.parse_args(argv).count


def home():
    return pathlib.Path.home()


def exists(path):
    return pathlib.Path(path).exists()


def name(path):
    return pathlib.Path(path).name


def leave(status):
    sys.exit(status)


def escape(text):
    return html.escape(text)


def platform():
    return sys.platform


def names(path):
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


def ask():
    return input("name? ")


def total(numbers):
    return sum(numbers)


def looped(numbers):
    found = 0
    for number in numbers:
        found += number
    return found


def limit():
    return LIMIT
