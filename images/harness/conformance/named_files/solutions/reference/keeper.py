"""Reads and writes files that its caller names."""
import contextlib
import logging
import os
import pathlib
import shutil
import sqlite3
import sys
import tempfile


def words(path):
    with open(path) as lines:
        return lines.read().split()


def save(path, text, mode="w"):
    with open(path, mode) as out:
        out.write(text)


def save_at_once(path, text):
    with tempfile.NamedTemporaryFile("w", dir=os.path.dirname(path), delete=False) as out:
        out.write(text)
    os.replace(out.name, path)


def remove(path):
    with contextlib.suppress(FileNotFoundError):
        os.remove(path)


def exists(path):
    return pathlib.Path(path).exists()


def fill(folder):
    os.makedirs(folder, exist_ok=True)
    for name in ("a", "b"):
        save(os.path.join(folder, name), name)


def clear(folder):
    shutil.rmtree(folder)


def logger(path):
    found = logging.getLogger(path)
    found.addHandler(logging.FileHandler(path))
    return found


def insert(path, value):
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        database.execute("create table if not exists found (value)")
        database.execute("insert into found values (?)", (value,))


def work(path, text, tidy=True):
    part = path + ".part"
    save(part, text)
    if tidy:
        os.rename(part, path)


@contextlib.contextmanager
def inside(folder):
    before = os.getcwd()
    os.chdir(folder)
    try:
        yield folder
    finally:
        os.chdir(before)


if __name__ == "__main__":
    print(len(words(sys.argv[1])), "words")
