"""Reading a Dockerfile: lines, heredocs, flags, and what each instruction says."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field

KNOWN = "FROM RUN CMD LABEL EXPOSE ENV ADD COPY ENTRYPOINT VOLUME USER WORKDIR ARG STOPSIGNAL HEALTHCHECK"


class BuildError(AssertionError):
    """The Dockerfile cannot be built; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Instruction:
    """One instruction with the number of its line."""

    line: int
    name: str
    text: str
    """What follows the name, with continuation lines joined."""
    heredocs: tuple[tuple[str, str], ...] = ()
    """Name and body of each heredoc that it has."""
    flags: tuple[tuple[str, str], ...] = ()
    rest: str = ""
    """The text without its flags."""

    def flag(self, name: str) -> str:
        """Give the value of a flag, or nothing."""
        return next((value for key, value in self.flags if key == name), "")

    def mounts(self) -> list[dict[str, str]]:
        """Give the mounts of a RUN as their options."""
        found = []
        for key, value in self.flags:
            if key == "mount":
                found.append(dict(option.partition("=")[::2] for option in value.split(",")))
        return found

    def exec_form(self) -> list[str] | None:
        """Give the words of the JSON form, or None if this is the shell form."""
        try:
            words = json.loads(self.rest)
        except ValueError:
            return None
        return words if isinstance(words, list) and all(isinstance(word, str) for word in words) else None


@dataclass(kw_only=True)
class Stage:
    """A FROM and what follows it."""

    base: str
    name: str
    line: int
    instructions: list[Instruction] = field(default_factory=list)


@dataclass(kw_only=True)
class Dockerfile:
    """The stages of a file, and its comments."""

    stages: list[Stage]
    arguments: list[Instruction]
    """The ARGs before the first FROM."""
    comments: list[str]

    def instructions(self) -> list[Instruction]:
        return self.arguments + [one for stage in self.stages for one in stage.instructions]


def parse(text: str) -> Dockerfile:
    """Read a Dockerfile. Raises BuildError."""
    result = Dockerfile(stages=[], arguments=[], comments=[line.strip() for line in text.splitlines() if line.lstrip().startswith("#")])
    defaults: dict[str, str] = {}
    for one in _instructions(text.splitlines()):
        if one.name == "FROM":
            words = expand(one.rest, defaults).split()
            if len(words) not in (1, 3) or (len(words) == 3 and words[1].upper() != "AS"):
                raise BuildError(f"line {one.line}: FROM takes an image, and AS with a name: {one.text}")
            name = words[2] if len(words) == 3 else str(len(result.stages))
            result.stages.append(Stage(base=words[0], name=name, line=one.line))
        elif result.stages:
            result.stages[-1].instructions.append(one)
        elif one.name == "ARG":
            result.arguments.append(one)
            name, _, default = one.rest.partition("=")
            defaults[name] = default.strip("\"'")
        else:
            raise BuildError(f"line {one.line}: {one.name} before the first FROM")
    if not result.stages:
        raise BuildError("the Dockerfile has no FROM")
    return result


def _instructions(lines: list[str]) -> Iterator[Instruction]:
    number = 0
    while number < len(lines):
        begin = number
        line = lines[number]
        number += 1
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        text = line.strip()
        while text.endswith("\\") and number < len(lines):
            text = text[:-1].rstrip()
            if not lines[number].lstrip().startswith("#"):
                text += " " + lines[number].strip()
            else:
                text += " \\"
            number += 1
        name, _, rest = text.partition(" ")
        name = name.upper()
        if name not in KNOWN.split():
            raise BuildError(f"line {begin + 1}: {name} is no instruction this simulator knows: {KNOWN}")
        heredocs = []
        if name in ("RUN", "COPY", "ADD"):
            for word in re.findall(r"<<-?[\"']?(\w+)[\"']?", rest):
                body = []
                while number < len(lines) and lines[number].strip() != word:
                    body.append(lines[number])
                    number += 1
                if number == len(lines):
                    raise BuildError(f"line {begin + 1}: the heredoc {word} has no end")
                number += 1
                heredocs.append((word, "\n".join(body) + "\n"))
        flags, rest_of = _flags(rest.strip())
        yield Instruction(line=begin + 1, name=name, text=rest.strip(), heredocs=tuple(heredocs), flags=flags, rest=rest_of)


def _flags(text: str) -> tuple[tuple[tuple[str, str], ...], str]:
    flags = []
    while match := re.match(r"--([a-z-]+)(?:=(\S*))?\s*", text):
        flags.append((match[1], match[2] or ""))
        text = text[match.end() :]
    return tuple(flags), text


def expand(text: str, values: dict[str, str]) -> str:
    """Put values in the place of $name, ${name} and ${name:-default}."""

    def value(match: re.Match[str]) -> str:
        name, default = match[1] or match[3], match[2] or ""
        return values.get(name) or default

    return re.sub(r"\$(?:\{(\w+)(?::-([^}]*))?\}|(\w+))", value, text)


def pairs(text: str) -> dict[str, str]:
    """Give the names and values of an ENV, a LABEL or an ARG."""
    try:
        words = shlex.split(text)
    except ValueError as error:
        raise BuildError(f"cannot be read: {text}: {error}") from None
    if words and "=" not in words[0]:
        return {words[0]: " ".join(words[1:])}
    return dict(word.partition("=")[::2] for word in words)
