"""The given project, the price list, and which files a .dockerignore lets into the context."""

from __future__ import annotations

import hashlib
import posixpath
import re
from dataclasses import dataclass, replace
from pathlib import Path

MB = 1_000_000
SITE = "lib/python3.13/site-packages"


@dataclass(frozen=True, kw_only=True)
class File:
    """A file of the context or of an image; text is there where something runs it."""

    size: int
    mode: int = 0o644
    owner: int = 0
    text: str = ""
    mark: str = ""
    """What the content depends on, where there is no text."""

    @property
    def digest(self) -> str:
        return hashlib.sha256(f"{self.size} {self.text} {self.mark}".encode()).hexdigest()


type Files = dict[str, File]


@dataclass(frozen=True, kw_only=True)
class Base:
    """A base image of the price list."""

    digest: str
    size: int
    python: bool = True
    compiler: bool = False


def _digest(name: str) -> str:
    return "sha256:" + hashlib.sha256(name.encode()).hexdigest()


BASES = {
    "python:3.13": Base(digest=_digest("python:3.13"), size=1020 * MB, compiler=True),
    "python:3.13-slim": Base(digest=_digest("python:3.13-slim"), size=125 * MB),
    "python:3.13-alpine": Base(digest=_digest("python:3.13-alpine"), size=48 * MB),
    "debian:trixie-slim": Base(digest=_digest("debian:trixie-slim"), size=75 * MB, python=False),
}
APT = {"build-essential": 260 * MB, "gcc": 160 * MB, "libc6-dev": 20 * MB, "curl": 14 * MB, "git": 95 * MB, "ca-certificates": 2 * MB}
COMPILERS = {"build-essential", "gcc"}
APT_LISTS = 20 * MB
PIP_CACHE = 15 * MB
VENV = 12 * MB
PACKAGES = {"fastpack": 8 * MB, "tinyroute": 2 * MB}
NEEDS_COMPILER = "fastpack"

LOCK = (Path(__file__).parent / "requirements.lock").read_text()
FASTPACK = "def pack(number):\n    return str(number).encode()\n\n\ndef unpack(data):\n    return int(data)\n"
TINYROUTE = "def match(table, path):\n    return table.get(path)\n"
SOURCES = {"fastpack": FASTPACK, "tinyroute": TINYROUTE}


def tree() -> Files:
    """Give the project's files."""
    here = Path(__file__).parent
    main, settings = (here / "given_main.txt").read_text(), (here / "given_settings.txt").read_text()
    return {
        "app/__init__.py": File(size=0, mark="empty"),
        "app/main.py": File(size=len(main), text=main),
        "app/settings.toml": File(size=len(settings), text=settings, mode=0o600),
        "requirements.lock": File(size=len(LOCK), text=LOCK),
        "Dockerfile": File(size=1000, mark="Dockerfile"),
        ".dockerignore": File(size=100, mark="ignore"),
        "README.md": File(size=2000, mark="readme"),
        "tests/test_app.py": File(size=3000, mark="tests"),
        ".env": File(size=200, mark="secrets", mode=0o600),
        ".git/HEAD": File(size=20, mark="head"),
        ".git/objects/pack/pack-1.pack": File(size=40 * MB, mark="pack"),
        "data/2025.csv": File(size=180 * MB, mark="2025"),
        "data/2026.csv": File(size=120 * MB, mark="2026"),
        "app/__pycache__/main.cpython-313.pyc": File(size=4000, mark="pyc"),
    }


def edited(files: Files, path: str) -> Files:
    """Give the files after somebody has changed one of them."""
    return {**files, path: replace(files[path], text=files[path].text + "\n# edited\n")}


def context(files: Files, ignore: str) -> Files:
    """Give what a .dockerignore lets through."""
    rules = []
    for line in ignore.splitlines():
        line = line.strip()
        if line and not line.startswith("#"):
            keep = line.startswith("!")
            pattern = posixpath.normpath(line.removeprefix("!").strip()).lstrip("/")
            rules.append((keep, re.compile(_pattern(pattern) + r"(/.*)?\Z", re.DOTALL)))
    found = {}
    for path, file in files.items():
        ignored = False
        for keep, pattern in rules:
            if pattern.match(path):
                ignored = not keep
        if not ignored or path in ("Dockerfile", ".dockerignore"):
            found[path] = file
    return found


def _pattern(pattern: str) -> str:
    if pattern == ".":
        return r".*"
    out = ""
    while pattern:
        if pattern.startswith("**/"):
            out, pattern = out + "(?:.*/)?", pattern[3:]
        elif pattern.startswith("**"):
            out, pattern = out + ".*", pattern[2:]
        elif pattern[0] == "*":
            out, pattern = out + "[^/]*", pattern[1:]
        elif pattern[0] == "?":
            out, pattern = out + "[^/]", pattern[1:]
        elif match := re.match(r"\[(\^?)([^\]]+)\]", pattern):
            out, pattern = out + f"[{match[1]}{match[2]}]", pattern[match.end() :]
        else:
            out, pattern = out + re.escape(pattern[0]), pattern[1:]
    return out
