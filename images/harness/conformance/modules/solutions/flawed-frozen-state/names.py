"""A module with a list of public names."""
import math
from collections import OrderedDict as Ordered


UNIT = "cm"
HIDDEN_FROM_STAR = True


def area(radius):
    return math.pi * radius**2


def _private():
    return "private"


def helper():
    return _private()
