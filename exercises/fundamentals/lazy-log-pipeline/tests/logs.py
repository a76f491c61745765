"""Logs for the tests: a small one with known entries, and sources that watch who reads them."""

from __future__ import annotations

from collections.abc import Iterator

# One line for each way a line can be bad, as the brief lists them.
BAD_LINES = [
    ["\n", "17.5 /cart 200\n", "17.5"],
    ["17.5 /cart 200 12 13\n", "17.5 /my cart 200 12\n"],
    ["noon /cart 200 12\n", "12:30:01 /cart 200 12\n"],
    ["17.5 cart 200 12\n", "17.5 - 200 12\n"],
    ["17.5 /cart OK 12\n", "17.5 /cart 99 12\n", "17.5 /cart 600 12\n", "17.5 /cart 2.5 12\n"],
    ["17.5 /cart 200 fast\n", "17.5 /cart 200 -3\n", "17.5 /cart 200 1.5\n", "17.5 /cart 200 12ms\n"],
]

type Row = tuple[float, str, int, int]


def golden() -> tuple[list[str], list[Row]]:
    """Give 500 lines, 40 of them bad (the first and the last too), and the rows of the good ones."""
    kinds = [kind[turn % len(kind)] for turn in range(7) for kind in BAD_LINES][:40]
    bad_at = [0, *(11 + 12 * turn for turn in range(38)), 499]
    bad = dict(zip(bad_at, kinds, strict=True))
    lines: list[str] = []
    rows: list[Row] = []
    for number in range(500):
        if number in bad:
            lines.append(bad[number])
            continue
        status = (200, 100, 301, 404, 599, 503)[number % 6]
        row = (1700.0 + number / 4, f"/item/{number % 7}", status, number * 37 % 101)
        rows.append(row)
        lines.append(f"{row[0]} {row[1]} {row[2]} {row[3]}\n")
    return lines, rows


def counted(lines: list[str], given: list[str]) -> Iterator[str]:
    """Give the lines one by one, noting in given each one that was asked for."""
    for line in lines:
        given.append(line)
        yield line


def endless(match_every: int, most: int) -> Iterator[str]:
    """Give lines without end, one in match_every a 503; stop the test after most of them."""
    number = 0
    while True:
        number += 1
        if number > most:
            raise AssertionError(
                f"{most} lines of an endless log were read and the caller still has no answer: "
                "give each match as soon as its line was read, before reading on"
            )
        yield f"{number}.0 /tick {503 if number % match_every == 0 else 200} 5\n"


def breaking(error: Exception) -> Iterator[str]:
    """Give two good lines, then fail the way a real source does."""
    yield "1.0 /a 200 5\n"
    yield "2.0 /b 500 7\n"
    raise error
