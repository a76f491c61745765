"""mypy over the submitted text and the snippets beside this file: one run, whose findings all tests share."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import assay

HERE = Path(__file__).parent
MODULE = "inventory.py"
SNIPPETS = ["accept.py", "reject.py", "public.py"]

# The grader's own: a mypy.ini that came with the submission is not even there.
CONFIG = f"""
[mypy]
strict = True
python_version = 3.13
no_site_packages = True
files = {MODULE}, {", ".join(SNIPPETS)}

[mypy-inventory]
disallow_any_explicit = True
"""

# A text may be made to keep a checker busy for ever. It has 12 s of CPU, 600 MB of address space.
MYPY = ["sh", "-c", 'ulimit -t 12 && ulimit -v 600000 && exec "$@"', "sh", "python3", "-I", "-m", "mypy", "--config-file=grader.ini"]
OPTIONS = ["--cache-dir=/dev/null", "--output=json", "--no-error-summary"]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What mypy says of one line."""

    file: str
    line: int
    severity: str
    code: str | None
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message} [{self.code}]"


@dataclass(frozen=True, kw_only=True)
class Snippet:
    """A function of a file of snippets."""

    why: str
    lines: range
    marked: dict[int, set[str]]  # line: the codes, one of which is expected there
    text: str


def findings() -> list[Finding]:
    """Give what mypy says; fail if it could not check at all."""
    found, broken = _checked()
    assert not broken, broken
    return found


@cache
def _checked() -> tuple[list[Finding], str]:
    """Run mypy. Its folder is the grader's own /dev/shm: the candidate can write to the one that tmp_path lies in."""
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        for name in SNIPPETS:
            (Path(folder) / name).write_text((HERE / name).read_text())
        (Path(folder) / MODULE).write_text(assay.source(MODULE))
        (Path(folder) / "grader.ini").write_text(CONFIG)
        done = subprocess.run([*MYPY, *OPTIONS], cwd=folder, env={"PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=False)
    found = [_finding(line) for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode in (0, 1):
        return found, ""
    said = "; ".join(map(str, found)) or (done.stdout + done.stderr)[-400:] or "nothing: it ran out of time or memory"
    return [], f"mypy cannot check the module (status {done.returncode}), it says: {said}"


def _finding(line: str) -> Finding:
    one = json.loads(line)
    return Finding(file=one["file"], line=one["line"], severity=one["severity"], code=one["code"], message=one["message"])


def errors(file: str) -> list[Finding]:
    """Give the errors in a file."""
    return [one for one in findings() if one.file == file and one.severity == "error"]


def line_of(file: str, line: int) -> str:
    """Give a line of a file of snippets without its mark."""
    return (HERE / file).read_text().splitlines()[line - 1].split("  # error")[0].strip()


@cache
def snippets(file: str) -> dict[str, Snippet]:
    """Give the snippets of a file by name. Reads the file only, so that tests may have it as parameters."""
    text = (HERE / file).read_text()
    lines = text.splitlines()
    found = {}
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef):
            inside = range(node.lineno, (node.end_lineno or 0) + 1)
            marks = {number: re.search(r"# error: (.+)", lines[number - 1]) for number in inside}
            found[node.name] = Snippet(
                why=ast.get_docstring(node) or "",
                lines=inside,
                marked={number: set(mark[1].split(", ")) for number, mark in marks.items() if mark},
                text="\n".join(line for line in lines[inside.start - 1 : inside.stop - 1] if '"""' not in line),
            )
    return found
