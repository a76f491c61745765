"""The trees of the proxy's values, held to the vectors: each half reads what the other writes, and the other way round.

A file of ``vectors/values`` has the version of the protocol, a note, and cases:

``name``    what it shows; two cases may share it if they are two ways of one thing
``way``     ``from`` the candidate (JSON), ``to`` it (marshal); both when it is absent
``tree``    the tree of the value; or ``message``, the text of a whole JSON message
``value``   repr of the value that is read, with addresses as 0x0; or ``error``, the kind of failure that reading it is
``make``    an expression for the value, where repr is none
``shared``  the value is written as an argument is, with twins
``writes``  false where only reading is fixed
"""

from __future__ import annotations

import base64
import collections
import dataclasses
import datetime
import decimal
import enum
import fractions
import http
import ipaddress
import json
import marshal
import math
import os
import pathlib
import re
import socket
import time
import types
import typing
import uuid
import zoneinfo
from array import array
from collections.abc import Iterator
from typing import Any, Literal

import pytest

from assay import ops
from assay.errors import CannotCross, ProtocolError
from assay.peer import Peer

VECTORS = pathlib.Path(os.environ.get("ASSAY_VALUE_VECTORS", ""))
if not os.environ.get("ASSAY_VALUE_VECTORS"):
    VECTORS = pathlib.Path(__file__).resolve().parents[1] / "vectors" / "values"
FILES = sorted(VECTORS.glob("*.json"))
NAMES = {
    **vars(datetime), **vars(decimal), **vars(fractions), **vars(uuid), **vars(collections), **vars(pathlib),
    **vars(ipaddress), "datetime": datetime, "zoneinfo": zoneinfo, "array": array, "namespace": types.SimpleNamespace,
    "http": http, "math": math, "time": time, "re": re,
    "mappingproxy": types.MappingProxyType, "types": types, "typing": typing, "enum": enum,
}  # fmt: skip
VERSION = 4  # of the trees: a change of their form raises it here and in every file

type Way = Literal["from", "to"]


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    file: str
    name: str
    way: Way
    tree: Any = None
    message: str | None = None
    value: str = ""
    error: str = ""
    make: str = ""
    shared: bool = False
    writes: bool = True


def cases() -> Iterator[Any]:
    for path in FILES:
        for raw in json.loads(path.read_text())["cases"]:
            ways = [raw.pop("way")] if "way" in raw else ["from", "to"]
            for way in ways:
                case = Case(file=path.stem, way=way, **raw)
                yield pytest.param(case, id=f"{case.file}: {case.name} ({way})")


CASES = list(cases())
READ_AND_WRITTEN = [p for p in CASES if not p.values[0].error and p.values[0].writes]


class Halves:
    """A grader's half and a candidate's, with nothing running in either."""

    def __init__(self) -> None:
        self.sockets = [*socket.socketpair(), *socket.socketpair()]
        for sock in self.sockets:
            sock.settimeout(5)  # a question to the other half, which nobody would answer, fails the test
        a, b, c, d = self.sockets
        self.grader = Peer(a, c, ops.serve, strict=True)
        self.candidate = Peer(b, d, ops.serve, strict=False)

    def reader(self, way: Way) -> Peer:
        return self.grader if way == "from" else self.candidate

    def writer(self, way: Way) -> Peer:
        return self.candidate if way == "from" else self.grader


@pytest.fixture
def halves() -> Iterator[Halves]:
    made = Halves()
    yield made
    for sock in made.sockets:
        sock.close()


def body_of(case: Case) -> bytes:
    if case.message is not None:
        return case.message.encode("utf-8", "surrogateescape")
    return json.dumps(case.tree).encode() if case.way == "from" else marshal.dumps(case.tree)


def shown(value: Any) -> str:
    """repr without addresses; it tells 1 from True and 1.0, and nan from nothing."""
    return re.sub(r"0x[0-9a-f]+", "0x0", repr(value))


def anonymous(tree: Any) -> Any:
    """The tree with the random numbers of lent objects replaced."""
    if isinstance(tree, (list, tuple)):
        return [anonymous(part) for part in tree]
    if isinstance(tree, dict):
        return {
            tag: ["ID", *anonymous(part[1:])] if tag in ("x", "h", "n") else anonymous(part)
            for tag, part in tree.items()
        }
    return tree


def test_there_are_vectors_of_this_version() -> None:
    assert len(FILES) >= 5, f"vectors in {VECTORS}"
    for path in FILES:
        assert json.loads(path.read_text())["v"] == VERSION, path.name


def test_no_two_vectors_have_one_name() -> None:
    ids = [p.id for p in CASES]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("case", CASES)
def test_is_read(case: Case, halves: Halves) -> None:
    reader = halves.reader(case.way)

    def read() -> Any:
        tree = reader.loads(body_of(case))
        return reader.channel().codec.decode(tree)

    if case.error:
        assert case.error == "protocol"
        with pytest.raises(ProtocolError):
            read()
    else:
        assert shown(read()) == case.value


@pytest.mark.parametrize("case", READ_AND_WRITTEN)
def test_is_written(case: Case, halves: Halves) -> None:
    writer = halves.writer(case.way)
    value = eval(case.make or case.value, dict(NAMES))  # the vectors are ours
    assert shown(value) == case.value
    tree = writer.channel().codec.encode(value, case.shared)
    body = writer.dumps(tree)
    sent = json.loads(body) if case.way == "from" else marshal.loads(body)
    assert shown(anonymous(sent)) == shown(anonymous(case.tree))


@pytest.mark.parametrize("way", ["from", "to"])
def test_too_deep_is_refused_by_the_writer(way: Way, halves: Halves) -> None:
    value: Any = []
    for _ in range(200):
        value = [value]
    with pytest.raises(CannotCross, match="200 levels"):
        halves.writer(way).channel().codec.encode(value, True)


@pytest.mark.parametrize("depth", [1_000, 100_000, 1_000_000])
@pytest.mark.parametrize("opening, closing", [("[", "]"), ('{"t":[', "]}")])
def test_too_deep_is_refused_by_the_reader(depth: int, opening: str, closing: str, halves: Halves) -> None:
    reader = halves.reader("from")
    with pytest.raises(ProtocolError):
        reader.channel().codec.decode(reader.loads((opening * depth + closing * depth).encode()))


def test_too_many_parts_are_refused_before_they_are_made(halves: Halves) -> None:
    with pytest.raises(ProtocolError, match="too many parts"):
        halves.reader("from").loads(b"[" + b"[]," * 20_000_000 + b"0]")


@pytest.mark.parametrize("pattern", ["a" * 2_001, "(" * 201 + "a" + ")" * 201, b"a" * 2_001])
def test_patterns_that_are_costly_to_compile_are_not_copied(pattern: Any, halves: Halves) -> None:
    for way in ("from", "to"):
        tree = halves.writer(way).channel().codec.encode(re.compile(pattern), False)
        assert list(tree) == ["h"]
        with pytest.raises(ProtocolError, match="may not be compiled"):
            text = pattern if isinstance(pattern, str) else {"b": base64.b64encode(pattern).decode()}
            halves.reader(way).channel().codec.decode({"v": ["Pattern", text, re.compile(pattern).flags]})


def test_a_pattern_that_prints_is_not_copied(halves: Halves, capsys: pytest.CaptureFixture[str]) -> None:
    pattern = re.compile("ab", re.DEBUG)
    capsys.readouterr()
    assert list(halves.candidate.channel().codec.encode(pattern, False)) == ["h"]


def test_reading_a_pattern_warns_of_nothing(halves: Halves, recwarn: pytest.WarningsRecorder) -> None:
    made = halves.grader.channel().codec.decode({"v": ["Pattern", "[[a]", 32]})
    assert made.match("[")
    assert not recwarn


def test_every_plain_tag_and_type_has_a_vector() -> None:
    from assay.plain import _VALUES, READERS

    tags: set[str] = set()
    names: set[str] = set()

    def visit(tree: Any) -> None:
        if isinstance(tree, dict):
            for tag, payload in tree.items():
                tags.add(tag)
                if tag == "v":
                    names.add(payload[0])
                visit(payload)
        elif isinstance(tree, list):
            for part in tree:
                visit(part)

    for parameter in CASES:
        case = parameter.values[0]
        if not case.error:
            visit(case.tree)
    assert set(READERS) <= tags
    assert set(_VALUES) <= names
