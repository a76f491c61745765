"""Everything that reads or writes."""
import argparse
import contextlib
import csv
import io
import json
import logging
import os
import subprocess
import sys
import tempfile
from pathlib import Path

logger = logging.getLogger(__name__)
audit = logging.getLogger("audit")


def greet(name):
    print(f"Hello, {name}!")


def table(rows):
    for row in rows:
        print(*row, sep=" | ")


def progress(steps):
    for step in range(steps):
        print(".", end="")
    print()


def complain(message):
    print(f"error: {message}", file=sys.stderr)


def both():
    print("one")
    print("two", file=sys.stderr)
    print("three")


def write_directly(text):
    sys.stdout.write(text)
    sys.stdout.flush()


def write_bytes(data):
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def write_descriptor(text):
    os.write(1, text.encode())


def run_child(text):
    subprocess.run([sys.executable, "-c", f"print({text!r})"], check=True)


def child_output(text):
    return subprocess.check_output([sys.executable, "-c", "import sys; print(sys.stdin.read()[::-1], end='')"],
                                   input=text.encode()).decode()


def before_and_after(action):
    print("before")
    result = action()
    print("after")
    return result


def noisy_numbers():
    for number in range(3):
        print(f"making {number}")
        yield number


class Talker:
    def __init__(self):
        print("init")

    def __repr__(self):
        print("repr")
        return "Talker()"

    def __enter__(self):
        print("enter")
        return self

    def __exit__(self, *details):
        print("exit")

    @property
    def volume(self):
        print("volume")
        return 11


def print_then_fail():
    print("about to fail")
    raise ValueError("failed")


def ask(prompt="> "):
    return input(prompt)


def sum_lines():
    return sum(int(line) for line in sys.stdin if line.strip())


def echo_all():
    sys.stdout.write(sys.stdin.read().upper())


def first_line():
    return sys.stdin.readline()


def work(value):
    logger.debug("working on %s", value)
    if value < 0:
        logger.warning("negative value: %d", value)
    try:
        return 10 / value
    except ZeroDivisionError:
        logger.exception("division failed")
        return None


def record(user, action):
    audit.info("%s did %s", user, action, extra={"user": user})


def main(argv=None):
    parser = argparse.ArgumentParser(prog="console")
    parser.add_argument("name")
    parser.add_argument("--times", type=int, default=1)
    options = parser.parse_args(argv)
    for _ in range(options.times):
        greet(options.name)
    return 0


def copy_upper(source, target):
    text = Path(source).read_text(encoding="utf-8")
    Path(target).write_text(text.upper(), encoding="utf-8")


def count_lines(path):
    with open(path, encoding="utf-8") as file:
        return sum(1 for _ in file)


def append(path, line):
    with open(path, "a", encoding="utf-8") as file:
        file.write(line + "\n")


def read_rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def write_json(path, value):
    with open(path, "w", encoding="utf-8") as file:
        json.dump(value, file, indent=2, sort_keys=True)


def tree(folder):
    root = Path(folder)
    return sorted(str(path.relative_to(root)) for path in root.rglob("*"))


def swap_bytes(path):
    data = Path(path).read_bytes()
    Path(path).write_bytes(data[::-1])


def make_temporary(text):
    with tempfile.NamedTemporaryFile("w+", suffix=".txt", encoding="utf-8") as file:
        file.write(text)
        file.seek(0)
        return file.read(), file.name


def open_log(path):
    return open(path, "w", encoding="utf-8")


def captured():
    buffer = io.StringIO()
    with contextlib.redirect_stdout(buffer):
        print("hidden")
    return buffer.getvalue()


def wide():
    print("naïve ✓ 漢字 🙂")
