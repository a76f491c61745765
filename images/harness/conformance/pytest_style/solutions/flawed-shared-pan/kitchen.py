"""Things to cook with."""
import math


class Pan:
    washed = 0

    def __init__(self, size=20, contents=[]):
        self.size = size
        self.contents = contents
        self.dirty = False

    def add(self, *things):
        self.contents.extend(things)
        self.dirty = True
        return self

    def wash(self):
        self.contents = []

    def area(self):
        return math.pi * (self.size / 2) ** 2


class BigPan(Pan):
    def __init__(self):
        super().__init__(size=40)


class Oven:
    def __init__(self):
        self.temperature = 20
        self.log = []

    def heat(self, degrees):
        if degrees > 300:
            raise ValueError(f"too hot: {degrees}")
        self.log = [degrees]
        self.temperature = degrees

    def __enter__(self):
        self.heat(180)
        return self

    def __exit__(self, *details):
        self.heat(0)


def to_fahrenheit(celsius):
    return celsius * 9 / 5 + 32


def to_celsius(fahrenheit):
    return (fahrenheit - 32) * 5 / 9


def scale(recipe, factor):
    return {name: round(amount * factor, 3) for name, amount in recipe.items()}


def parse_line(line):
    amount, unit, name = line.split(maxsplit=2)
    return {"name": name, "amount": float(amount), "unit": unit}


def shopping_list(text):
    return [parse_line(line) for line in text.splitlines() if line and not line.startswith("#")]


def chop(word, size=1):
    return [word[index:index + size] for index in range(0, len(word), size)]


def reverse(word):
    return word[::-1]


def shout(word):
    return word.upper()


MENU = ["soup", "pie"]
ROUNDERS = {"up": math.ceil, "down": math.floor, "near": round}
