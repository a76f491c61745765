import json


def total(numbers):
    return sum(numbers)


def mean(numbers):
    return sum(numbers) / len(numbers)


def primes(limit):
    return [n for n in range(2, limit + 1) if all(n % d for d in range(2, n))]


def slug(title):
    return title.lower().replace(" ", "-")


def stats(numbers):
    return {"count": len(numbers), "min": min(numbers), "max": max(numbers)}


def is_even(number):
    return number % 2 == 0


def roman(number):
    text = ""
    for value, numeral in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
        (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):
        text += numeral * (number // value)
        number %= value
    return text


def as_json(value):
    return json.dumps(value)


def as_source(value):
    return repr(value)
