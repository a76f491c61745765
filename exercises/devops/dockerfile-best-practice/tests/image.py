"""What an image holds while it is built: files, layers, environment, and what its commands do."""

from __future__ import annotations

import posixpath
import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from dockerfile import BuildError, expand
from project import APT, APT_LISTS, COMPILERS, NEEDS_COMPILER, PACKAGES, PIP_CACHE, SITE, SOURCES, VENV, File, Files

LISTS = "/var/lib/apt/lists"
CACHE = "/root/.cache/pip"


@dataclass(kw_only=True)
class Layer:
    """One step: the key of its cache entry, and how much it adds."""

    line: int
    what: str
    key: str
    size: int = 0
    installs: bool = False
    """It installs dependencies, which is slow."""
    files: Files = field(default_factory=dict)
    """What it has added or changed."""


@dataclass(kw_only=True)
class Image:
    """The state after some steps."""

    files: Files = field(default_factory=dict)
    env: dict[str, str] = field(default_factory=lambda: {"PATH": "/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin"})
    base_size: int = 0
    layers: list[Layer] = field(default_factory=list)
    users: dict[str, int] = field(default_factory=lambda: {"root": 0})
    user: str = ""
    workdir: str = "/"
    volumes: list[str] = field(default_factory=list)
    command: list[str] | str | None = None
    entrypoint: list[str] | str | None = None
    healthcheck: list[str] | str | None = None

    @property
    def size(self) -> int:
        """All layers together: what a later layer deletes still counts."""
        return self.base_size + sum(layer.size for layer in self.layers)

    @property
    def runs_as(self) -> int:
        """The number of the user that the command runs as."""
        return self.uid(self.user) if self.user else 0

    def absolute(self, path: str) -> str:
        return posixpath.normpath(posixpath.join(self.workdir, path))

    def below(self, path: str) -> Files:
        """Give a file or what lies below a folder, by whole path."""
        path = path.rstrip("/")
        return {name: file for name, file in self.files.items() if name == path or name.startswith(path + "/")}

    def find(self, program: str) -> str | None:
        """Give the path of a program, found as a shell does."""
        if "/" in program:
            places = [self.absolute(program)]
        else:
            places = [posixpath.join(folder, program) for folder in self.env["PATH"].split(":")]
        return next((place for place in places if place in self.files), None)

    def uid(self, user: str) -> int:
        """Give the number of a user. Raises BuildError."""
        name = user.partition(":")[0]
        if name.isdigit():
            return int(name)
        if name not in self.users:
            raise BuildError(f"there is no user {name!r} in the image")
        return self.users[name]


class Shell:
    """Runs the commands of one RUN on an image. Knows what the brief lists, and no more."""

    def __init__(self, image: Image, mounts: list[dict[str, str]], arguments: dict[str, str], context: Files) -> None:
        self.image = image
        self.values = {**arguments, **image.env}
        self.context = context
        self.mounted = [image.absolute(mount.get("target", mount.get("dst", "/"))) for mount in mounts if mount.get("type") in ("cache", "tmpfs")]
        self.bound = {
            image.absolute(mount.get("target", mount.get("source", "."))): mount.get("source", ".") for mount in mounts if mount.get("type", "bind") == "bind"
        }
        self.installs = False

    def run(self, script: str) -> None:
        """Run a script. Raises BuildError at what is not known or cannot work."""
        script = expand(script.replace("\\\n", " "), self.values)
        lines = [line for line in script.splitlines() if not line.lstrip().startswith("#")]
        lexer = shlex.shlex(" ; ".join(lines), posix=True, punctuation_chars=";&|")
        lexer.whitespace_split = True
        lexer.commenters = ""
        words: list[str] = []
        try:
            tokens = list(lexer)
        except ValueError as error:
            raise BuildError(f"the shell cannot read {script!r}: {error}") from None
        for token in [*tokens, ";"]:
            if token and set(token) <= set(";&|"):
                if token not in (";", "&&", "||"):
                    raise BuildError(f"the simulator does not know {token!r} in a RUN")
                if words:
                    self.command(words)
                words = []
            else:
                words.append(token)

    def command(self, words: list[str]) -> None:
        while words and re.fullmatch(r"\w+=.*", words[0]):
            name, _, value = words.pop(0).partition("=")
            self.values[name] = value
        if not words:
            return
        name, rest = words[0], words[1:]
        base = posixpath.basename(name)
        known: dict[str, Callable[[list[str]], None]] = {
            "apt-get": self.apt,
            "apt": self.apt,
            "rm": self.remove,
            "mkdir": self.mkdir,
            "install": self.mkdir,
            "chown": self.chown,
            "chmod": self.chmod,
            "useradd": self.add_user,
            "adduser": self.add_user,
        }
        if re.fullmatch(r"pip(3(\.13)?)?", base):
            self.pip(name, rest)
        elif re.fullmatch(r"python(3(\.13)?)?", base):
            self.python(name, rest)
        elif base in (".", "source"):
            self.image_path(posixpath.dirname(rest[0]))
        elif base in known:
            known[base](rest)
        elif base not in ("set", "true", ":", "groupadd", "addgroup", "export", "echo"):
            raise BuildError(f"the simulator does not know the command {name!r}; the brief lists those it knows")

    def image_path(self, folder: str) -> None:
        """Begin the search for programs in a folder, for the rest of this RUN."""
        self.values["PATH"] = folder + ":" + self.values["PATH"]

    def add(self, path: str, file: File) -> None:
        if not any(path == place or path.startswith(place + "/") for place in self.mounted):
            self.image.files[path] = file

    def apt(self, words: list[str]) -> None:
        names = [word for word in words if not word.startswith("-")]
        match names[:1]:
            case ["update"]:
                self.add(f"{LISTS}/packages", File(size=APT_LISTS, mark="lists"))
            case ["install"]:
                self.installs = True
                if not self.image.below(LISTS) and LISTS not in self.mounted:
                    raise BuildError("apt-get install finds no package: apt-get update has to run first, in the same layer")
                for name in names[1:]:
                    if name not in APT:
                        raise BuildError(f"the price list has no Debian package {name!r}")
                    more = 1 if "--no-install-recommends" in words else 1.3
                    self.add(f"/usr/lib/apt/{name}", File(size=int(APT[name] * more), mark=name))
            case ["purge"] | ["remove"]:
                for name in names[1:]:
                    self.image.files.pop(f"/usr/lib/apt/{name}", None)
            case ["autoremove"] | ["clean"] | ["autoclean"]:
                pass
            case _:
                raise BuildError(f"the simulator does not know apt-get {' '.join(words)}")

    def remove(self, words: list[str]) -> None:
        for word in words:
            if not word.startswith("-"):
                path = self.image.absolute(word.rstrip("*").rstrip("/"))
                for name in self.image.below(path):
                    del self.image.files[name]

    def mkdir(self, words: list[str]) -> None:
        owner, mode, paths, queue = "0", 0o755, [], list(words)
        while queue:
            word = queue.pop(0)
            if word in ("-o", "-g", "-m") and queue:
                value = queue.pop(0)
                owner, mode = (value if word == "-o" else owner), (int(value, 8) if word == "-m" else mode)
            elif not word.startswith("-"):
                paths.append(self.image.absolute(word))
        for path in paths:
            self.add(path + "/.", File(size=0, mode=mode, owner=self.image.uid(owner)))

    def chown(self, words: list[str]) -> None:
        names = [word for word in words if not word.startswith("-")]
        self.change(names[1:], recursive=self.recursive(words), owner=self.image.uid(names[0]))

    def chmod(self, words: list[str]) -> None:
        names = [word for word in words if not word.startswith("-")]
        for path in names[1:]:
            found = self.image.below(self.image.absolute(path))
            for name, file in found.items():
                if self.recursive(words) or name in (self.image.absolute(path), self.image.absolute(path) + "/."):
                    self.add(name, replace(file, mode=_mode(file.mode, names[0])))

    def recursive(self, words: list[str]) -> bool:
        return any(word.startswith("-") and "R" in word for word in words) or "--recursive" in words

    def change(self, paths: list[str], *, recursive: bool, owner: int) -> None:
        for path in map(self.image.absolute, paths):
            for name, file in self.image.below(path).items():
                if recursive or name in (path, path + "/."):
                    self.add(name, replace(file, owner=owner))

    def add_user(self, words: list[str]) -> None:
        number = 1000 + len(self.image.users)
        for word, value in zip(words, [*words[1:], ""], strict=True):
            if word in ("-u", "--uid"):
                number = int(value)
            elif word.startswith("--uid="):
                number = int(word.partition("=")[2])
        name = next((word for word in reversed(words) if not word.startswith("-")), "")
        self.image.users[name] = number

    def python(self, name: str, words: list[str]) -> None:
        self.needs(name)
        while words and re.fullmatch(r"-[BuIsE]+", words[0]):
            words = words[1:]
        if words[:2] == ["-m", "pip"]:
            self.pip(name, words[2:])
        elif words[:2] == ["-m", "venv"]:
            folder = self.image.absolute([word for word in words[2:] if not word.startswith("-")][0])
            for program in ("python", "python3", "pip"):
                self.add(f"{folder}/bin/{program}", File(size=0, mode=0o755))
            self.add(f"{folder}/bin/activate", File(size=0, mode=0o644))
            self.add(f"{folder}/{SITE}/pip", File(size=VENV, mark="pip"))
        elif words[:2] != ["-m", "compileall"]:
            raise BuildError(f"the simulator knows python -m pip, -m venv and -m compileall, not python {' '.join(words)}")

    def needs(self, name: str) -> str:
        path = replace(self.image, env={"PATH": self.values["PATH"]}).find(name)
        if path is None:
            raise BuildError(f"there is no {name} in the image at this point")
        return path

    def pip(self, name: str, words: list[str]) -> None:
        prefix = posixpath.dirname(posixpath.dirname(self.needs(name)))
        if words[:1] not in (["install"], ["wheel"]):
            raise BuildError(f"the simulator knows pip install and pip wheel, not pip {' '.join(words)}")
        options, rest = pip_options(words[1:])
        if options["--upgrade"] and set(rest) <= {"pip", "setuptools", "wheel"}:
            return
        self.installs = True
        target = self.image.absolute(options["--target"]) if options["--target"] else f"{self.image.absolute(options['--prefix'] or prefix)}/{SITE}"
        found, mark = self.wanted(options, rest)
        for package in found:
            if words[0] == "wheel":
                self.compile(package)
                self.add(f"{self.image.absolute(options['--wheel-dir'] or '.')}/{package}-1.0.whl", File(size=PACKAGES[package] // 3, mark=mark))
                continue
            if not self.wheel(options, rest, package):
                self.compile(package)
            self.add(f"{target}/{package}/__init__.py", File(size=PACKAGES[package], text=SOURCES[package], mark=mark))
        if not (options["--no-cache-dir"] or self.values.get("PIP_NO_CACHE_DIR") or options["--no-index"]):
            self.add(f"{CACHE}/http", File(size=PIP_CACHE, mark="cache"))

    def wanted(self, options: dict[str, str], rest: list[str]) -> tuple[list[str], str]:
        """Give the packages that are asked for, and what their content depends on."""
        text = ""
        if options["--requirement"]:
            text = self.read(options["--requirement"])
        wheels = [path for word in rest for path in self.match(word) if path.endswith(".whl")]
        names = {re.split("[=<>~!]", word)[0] for word in rest}
        found = [name for name in PACKAGES if re.search(rf"^{name}\b", text, re.MULTILINE) or name in names or any(name in path for path in wheels)]
        if not found:
            raise BuildError(f"pip finds nothing to install in {rest or options['--requirement']}")
        return found, text + "".join(self.image.files[path].mark for path in wheels)

    def match(self, word: str) -> list[str]:
        pattern = re.escape(self.image.absolute(word)).replace(r"\*", "[^/]*")
        return [path for path in self.image.files if re.fullmatch(pattern, path)]

    def read(self, path: str) -> str:
        path = self.image.absolute(path)
        for place, source in self.bound.items():
            inside = posixpath.normpath(posixpath.join(source, posixpath.relpath(path, place)))
            if (path == place or path.startswith(place.rstrip("/") + "/")) and inside in self.context:
                return self.context[inside].text
        if path not in self.image.files:
            raise BuildError(f"pip cannot open {path}: no such file in the image at this point")
        return self.image.files[path].text

    def wheel(self, options: dict[str, str], rest: list[str], package: str) -> bool:
        folders = [options["--find-links"]] if options["--find-links"] else [posixpath.dirname(word) for word in rest if word.endswith(".whl")]
        return any(f"/{package}-" in path for folder in folders for path in self.image.below(self.image.absolute(folder)))

    def compile(self, package: str) -> None:
        compiler = any(f"/usr/lib/apt/{name}" in self.image.files for name in COMPILERS) or "/usr/bin/gcc" in self.image.files
        if package == NEEDS_COMPILER and not compiler:
            raise BuildError(f"{package} has to be compiled, and there is no compiler in the image at this point (gcc, with libc6-dev)")


def _mode(before: int, spec: str) -> int:
    """Give a mode after chmod, as digits or as letters."""
    if re.fullmatch(r"[0-7]+", spec):
        return int(spec, 8)
    for who, what, bits in re.findall(r"([ugoa]*)([+=-])([rwxX]+)", spec):
        value = sum({"r": 4, "w": 2, "x": 1, "X": 0}[letter] for letter in bits)
        for letter in "ugo" if not who or "a" in who else who:
            shift = {"u": 6, "g": 3, "o": 0}[letter]
            before = before & ~(7 << shift) if what == "=" else before
            before = before & ~(value << shift) if what == "-" else before | value << shift
    return before


def pip_options(words: list[str]) -> tuple[dict[str, str], list[str]]:
    """Give pip's options by their long names, and the other words."""
    long = {"-r": "--requirement", "-t": "--target", "-w": "--wheel-dir", "-f": "--find-links", "-U": "--upgrade"}
    values = {"--requirement", "--target", "--prefix", "--wheel-dir", "--find-links", "--index-url"}
    flags = {"--no-cache-dir", "--no-index", "--require-hashes", "--upgrade", "--no-deps", "--no-compile", "--only-binary"}
    options = dict.fromkeys(values | flags, "")
    rest: list[str] = []
    queue = list(words)
    while queue:
        name, equals, value = queue.pop(0).partition("=")
        name = long.get(name, name)
        if name in values:
            options[name] = value if equals else (queue.pop(0) if queue else "")
        elif name in flags:
            options[name] = "yes"
        elif not name.startswith("-"):
            rest.append(name)
        elif name not in ("-q", "--quiet", "--disable-pip-version-check", "--root-user-action", "--no-input", "--no-warn-script-location"):
            raise BuildError(f"the simulator does not know pip's option {name}")
    return options, rest
