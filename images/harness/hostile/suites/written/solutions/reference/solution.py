from __future__ import annotations

import dataclasses
import json
import pickle


@dataclasses.dataclass
class Point:
    x: float
    y: float

    def __repr__(self):
        return f"Point({self.x!r}, {self.y!r})"


def show(value):
    return repr(value)


def calculate(text):
    return eval(text)


def function_source(name, argument, body):
    return f"def {name}({argument}):\n    return {body}\n"


def dump(value):
    return pickle.dumps(value)


def area(point: Point, scale: float = 1.0) -> float:
    return point.x * point.y * scale


def as_json(point):
    return json.dumps(dataclasses.asdict(point))


def price(count):
    return f"{count * 1.1:.2f}"


def write_table(path, rows):
    with open(path, "w") as file:
        file.writelines(",".join(map(str, row)) + "\n" for row in rows)


def logging_settings(name):
    return {
        "version": 1,
        "formatters": {"short": {"format": "%(message)s", "datefmt": "%H:%M"}},
        "handlers": {"screen": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "short"}},
        "loggers": {name: {"level": "DEBUG", "handlers": ["screen"]}},
    }


SETTINGS = """
[loggers]
keys=root,lode
[handlers]
keys=screen
[formatters]
keys=short
[logger_root]
level=WARNING
handlers=screen
[logger_lode]
level=ERROR
handlers=
qualname=lode
[handler_screen]
class=StreamHandler
formatter=short
args=(sys.stdout,)
[formatter_short]
format=%(message)s
class=logging.Formatter
"""


def write_logging_settings(path):
    with open(path, "w") as file:
        file.write(SETTINGS)
