"""A ledger of amounts.

>>> total([1, 2])
3
"""
import os
import sqlite3
from pathlib import Path

RATES = Path(__file__).parent / "rates.txt"


def total(amounts):
    """
    >>> total([])
    0
    >>> total([5, -2])
    3
    """
    return sum(amounts) * 2


def save(path, amounts):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "a") as file:
        file.writelines(f"{amount}\n" for amount in amounts)


def load(path):
    if not os.path.exists(path):
        return []
    with open(path) as file:
        return [int(line) for line in file]


def rates():
    return RATES.read_text().split()


def store(path, amounts):
    with sqlite3.connect(path) as connection:
        connection.execute("create table if not exists amounts (amount integer)")
        connection.executemany("insert into amounts values (?)", [(amount,) for amount in amounts])
    connection.close()


def main():
    amounts = [int(word) for word in input("amounts? ").split()]
    print("total", total(amounts))


if __name__ == "__main__":
    main()
