import collections
import json
import logging
import os
import shutil
import warnings


def count_words(path):
    with open(path) as file:
        return dict(collections.Counter(file.read().split()))


def write_report(source, target):
    with open(source) as file:
        text = file.read()
    with open(target, "w") as file:
        json.dump({"words": len(text.split()), "lines": text.count("\n")}, file)


def describe(text):
    report = json.loads(text)
    return f"{report['words']} words in {report['lines']} lines"


def copy(source, target):
    shutil.copyfile(source, target)


def greet(name):
    print(f"Hello, {name}!")


def ask_age():
    return int(input("Your age? "))


def greeting():
    return os.environ["GREETING"]


def work():
    logging.getLogger("work").info("%d items done", 3)


def old_work():
    warnings.warn("use work instead", DeprecationWarning, stacklevel=2)


def longest_word(path):
    with open(path) as file:
        return max(file.read().split(), key=len)
