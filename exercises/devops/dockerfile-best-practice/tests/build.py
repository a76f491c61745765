"""Building without Docker: each stage step by step, with the key that decides whether the cache serves it."""

from __future__ import annotations

import hashlib
import json
import posixpath
from copy import deepcopy
from dataclasses import replace

import assay
from dockerfile import BuildError, Dockerfile, Instruction, expand, pairs, parse
from image import Image, Layer, Shell
from project import BASES, File, Files, context, tree


class Build:
    """One build of a Dockerfile in a context. Raises BuildError where Docker would stop."""

    def __init__(self, file: Dockerfile, files: Files) -> None:
        self.file = file
        self.context = files
        self.images: dict[str, Image] = {}
        self.image = self.stage(len(file.stages) - 1)
        """The image of the last stage."""

    def layers(self) -> list[Layer]:
        """Give the layers of all stages that the last one needs."""
        return [layer for image in self.images.values() for layer in image.layers]

    def stage(self, index: int) -> Image:
        """Build a stage, and first those it needs."""
        stage = self.file.stages[index]
        if stage.name in self.images:
            return self.images[stage.name]
        image = self.base(stage.base, index)
        arguments: dict[str, str] = {}
        for one in stage.instructions:
            self.step(image, one, arguments, index)
        self.images[stage.name] = image
        return image

    def base(self, name: str, index: int) -> Image:
        for number, stage in enumerate(self.file.stages[:index]):
            if stage.name == name:
                image = deepcopy(self.stage(number))
                image.base_size, image.layers = image.size, []
                return image
        known = BASES.get(name.partition("@")[0])
        if known is None:
            raise BuildError(f"line {self.file.stages[index].line}: the price list has no image {name}")
        image = Image(base_size=known.size)
        if known.python:
            image.files = {f"/usr/local/bin/{program}": File(size=0, mode=0o755) for program in ("python", "python3", "python3.13", "pip", "pip3")}
        if known.compiler:
            image.files["/usr/bin/gcc"] = File(size=0, mode=0o755)
        return image

    def step(self, image: Image, one: Instruction, arguments: dict[str, str], index: int) -> None:
        values = {**arguments, **image.env}
        text = one.rest if one.name == "RUN" else expand(one.rest, values)
        before = dict(image.files)
        depends = ""
        installs = False
        match one.name:
            case "RUN":
                shell = Shell(image, one.mounts(), arguments, self.context)
                words = one.exec_form()
                shell.run("\n".join(body for _, body in one.heredocs) if one.heredocs else " ".join(words) if words else text)
                installs = shell.installs
                depends = json.dumps([sorted(arguments.items()), sorted(self.seen_by(shell).items())])
            case "COPY" | "ADD":
                depends = self.copy(image, one, text, index)
            case "ENV":
                image.env.update(pairs(text))
            case "ARG":
                self.argument(one.rest, arguments)
            case "WORKDIR":
                image.workdir = image.absolute(text)
                image.files.setdefault(image.workdir.rstrip("/") + "/.", File(size=0, mode=0o755))
            case "USER":
                image.user = text
            case "VOLUME":
                image.volumes += one.exec_form() or text.split()
            case "CMD":
                image.command = one.exec_form() or text
            case "ENTRYPOINT":
                image.entrypoint, image.command = one.exec_form() or text, None
            case "HEALTHCHECK":
                image.healthcheck = _check(one, text)
        self.close(image, one, before, depends, installs=installs)

    def seen_by(self, shell: Shell) -> dict[str, str]:
        """Give the digests of what the context's bind mounts show to a RUN."""
        return {path: file.digest for path, file in self.context.items() for source in shell.bound.values() if _inside(path, source)}

    def argument(self, text: str, arguments: dict[str, str]) -> None:
        name, has_default, default = text.partition("=")
        if has_default:
            arguments[name] = default.strip("\"'")
            return
        for one in self.file.arguments:
            if one.rest.partition("=")[0] == name:
                arguments[name] = one.rest.partition("=")[2].strip("\"'")

    def copy(self, image: Image, one: Instruction, text: str, index: int) -> str:
        """Do a COPY; give what its cache key depends on."""
        words = one.exec_form() or text.split()
        *sources, target = [word for word in words if not word.startswith("<<")] if one.heredocs else words
        source_files, root = self.source(one, index)
        found: dict[str, File] = {}
        for name, body in one.heredocs:
            found[target if not target.endswith("/") else target + name] = File(size=len(body), text=body)
        for source in sources:
            matched = _matching(source_files, posixpath.normpath(posixpath.join(root, source.lstrip("/"))))
            if not matched:
                raise BuildError(f"line {one.line}: COPY finds no {source!r}: it is not there, or .dockerignore keeps it out")
            folder = target.endswith("/") or len(sources) > 1 or target in (".", "./") or image.absolute(target) + "/." in image.files
            for path, inside, is_file in matched:
                name = posixpath.join(target, inside) if not is_file or folder else target
                found[name] = source_files[path]
        owner, mode = one.flag("chown"), one.flag("chmod")
        for name, file in found.items():
            file = replace(file, owner=image.uid(owner) if owner else 0)
            place = image.absolute(name) + ("/." if name.endswith("/.") else "")
            image.files[place] = replace(file, mode=int(mode, 8)) if mode else file
        return json.dumps([(name, file.digest, file.mark) for name, file in sorted(found.items())])

    def source(self, one: Instruction, index: int) -> tuple[Files, str]:
        name = one.flag("from")
        if not name:
            return {"/" + path: file for path, file in self.context.items()}, "/"
        for number, stage in enumerate(self.file.stages[:index]):
            if name in (stage.name, str(number)):
                return self.stage(number).files, "/"
        raise BuildError(f"line {one.line}: there is no earlier stage {name!r}")

    def close(self, image: Image, one: Instruction, before: Files, depends: str, *, installs: bool) -> None:
        """Add the layer of a step."""
        above = image.layers[-1].key if image.layers else str(image.base_size)
        changed = {path: file for path, file in image.files.items() if before.get(path) != file}
        bodies = "".join(body for _, body in one.heredocs)
        key = hashlib.sha256(json.dumps([above, one.name, one.text, bodies, depends]).encode()).hexdigest()
        size = sum(file.size for file in changed.values())
        image.layers.append(Layer(line=one.line, what=f"{one.name} {one.text}", key=key, size=size, installs=installs, files=changed))


def _inside(path: str, source: str) -> bool:
    source = posixpath.normpath(source)
    return source == "." or path == source or path.startswith(source + "/")


def _matching(files: Files, pattern: str) -> list[tuple[str, str, bool]]:
    """Give path, path inside what was named, and whether a file was named."""
    if "*" in pattern:
        folder, _, last = pattern.rpartition("/")
        start, _, end = last.partition("*")
        names = [path for path in files if posixpath.dirname(path) == (folder or "/")]
        return [(path, posixpath.basename(path), True) for path in names if posixpath.basename(path).startswith(start) and path.endswith(end)]
    if pattern in files:
        return [(pattern, posixpath.basename(pattern), True)]
    prefix = pattern.rstrip("/") + "/"
    return [(path, path.removeprefix(prefix), False) for path in files if path.startswith(prefix)]


def _check(one: Instruction, text: str) -> list[str] | str | None:
    """Give the command of a HEALTHCHECK."""
    if text.strip().upper() == "NONE":
        return None
    kind, _, rest = text.partition(" ")
    if kind.upper() != "CMD":
        raise BuildError(f"line {one.line}: HEALTHCHECK takes CMD and a command, or NONE")
    return replace(one, rest=rest.strip()).exec_form() or rest.strip()


def dockerfile() -> Dockerfile:
    """Give the submitted Dockerfile."""
    return parse(assay.source("Dockerfile"))


def in_context(files: Files | None = None) -> Files:
    """Give what the submitted .dockerignore lets through."""
    return context(tree() if files is None else files, assay.source(".dockerignore"))


def build(files: Files | None = None) -> Build:
    """Build what was submitted, in the given project or in an edited one."""
    return Build(dockerfile(), in_context(files))
