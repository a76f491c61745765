"""Makes, replaces and removes files."""
import os
import shutil
import sqlite3
import tempfile


def replace(path, text):
    number, name = tempfile.mkstemp(dir=os.path.dirname(path))
    with os.fdopen(number, "w") as out:
        out.write(text)
    os.replace(name, path)


def rewrite(path, text):
    with tempfile.NamedTemporaryFile("w", delete=False) as out:
        out.write(text)
    shutil.move(out.name, path)


def report(text):
    with tempfile.NamedTemporaryFile("w", suffix=".txt", delete=False) as out:
        out.write(text)
    return out.name


def folder(name):
    made = tempfile.mkdtemp()
    os.mkdir(os.path.join(made, name))
    return made


def remove(path):
    os.remove(path)


def clear(path):
    shutil.rmtree(path)


def database(path, row):
    with sqlite3.connect(path) as connection:
        connection.execute("create table if not exists rows (name)")
        connection.execute("insert into rows values (?)", (row,))
    connection.close()


def secret(path, text):
    with open(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w") as out:
        out.write(text)


def read_only(path):
    os.chmod(path, 0o444)


def touch(path, seconds):
    os.utime(path, (seconds, seconds))


def age(path, now):
    return now - os.stat(path).st_mtime
