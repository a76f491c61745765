"""One pipeline twice: with lists between its steps, and with generators."""

from __future__ import annotations

from collections.abc import Iterator


def source(rows: int) -> Iterator[str]:
    """Gives lines as a file would."""
    for i in range(rows):
        yield f"{i},{i * 37 % 1000},GET /items/{i % 100}"


def parse(line: str) -> tuple[int, int, str]:
    number, millis, path = line.split(",")
    return int(number), int(millis), path


def lists(rows: int) -> list[int]:
    lines = [line for line in source(rows)]
    entries = [parse(line) for line in lines]
    slow = [entry for entry in entries if entry[1] >= 500]
    return [millis for _, millis, _ in slow]


def generators(rows: int) -> Iterator[int]:
    lines = (line for line in source(rows))
    entries = (parse(line) for line in lines)
    slow = (entry for entry in entries if entry[1] >= 500)
    return (millis for _, millis, _ in slow)


def total(kind: str, rows: int) -> int:
    """Reads all results of one pipeline."""
    return sum({"lists": lists, "generators": generators}[kind](rows))


def first(kind: str, rows: int) -> int:
    """Reads the first result of one pipeline."""
    return next(iter({"lists": lists, "generators": generators}[kind](rows)))
