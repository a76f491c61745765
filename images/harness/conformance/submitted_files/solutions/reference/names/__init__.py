"""A package with a data file."""
from importlib import resources


def first():
    return resources.files(__name__).joinpath("names.txt").read_text().split()[0]
