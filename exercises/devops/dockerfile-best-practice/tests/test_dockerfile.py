"""What the Dockerfile says, read without building."""

from __future__ import annotations

import re

from build import build, dockerfile
from dockerfile import expand, pairs
from image import CACHE, pip_options
from project import BASES

SECRET = re.compile(r"token|passw|secret|credential|api_?key|private_?key", re.IGNORECASE)


def test_bases_are_pinned_and_the_last_one_is_slim():
    file = dockerfile()
    bases = {}
    for stage in file.stages:
        above = bases.get(stage.base)
        bases[stage.name] = above or stage.base
        if above:
            continue
        image, _, digest = stage.base.partition("@")
        assert digest, f"line {stage.line}: {stage.base} means another image after each update; add @ and the digest of the price list"
        assert image in BASES and digest == BASES[image].digest, f"line {stage.line}: {stage.base} is no tag with its digest from the price list"
    last = bases[file.stages[-1].name].partition("@")[0]
    assert last.startswith("python:") and last.endswith("-slim"), f"the last stage is made from {last}, not from the slim image of Python"


def test_python_is_process_one():
    image = build().image
    words = image.entrypoint or image.command
    assert words, "nothing says what to start: there is no CMD and no ENTRYPOINT"
    for part in (image.entrypoint, image.command):
        assert not isinstance(part, str), f"the shell form runs /bin/sh -c {part!r}: whether SIGTERM then reaches Python is up to the shell"
    program = words[0].rpartition("/")[2]
    assert re.fullmatch(r"python(3(\.13)?)?", program), f"{program} is process 1, so SIGTERM goes to it and not to Python"


def test_there_is_a_healthcheck_without_curl():
    check = build().image.healthcheck
    assert check, "there is no HEALTHCHECK: a service that hangs counts as well"
    text = check if isinstance(check, str) else " ".join(check)
    assert not re.search(r"\b(curl|wget)\b", text), "the slim image has neither curl nor wget, and need not: Python can ask"


def test_no_secret_is_written_into_the_image():
    for one in dockerfile().instructions():
        if one.name in ("ENV", "ARG"):
            for name, value in pairs(one.rest).items():
                assert not SECRET.search(name) and not re.search(r"://[^/@]+:[^/@]+@", value), (
                    f"line {one.line}: {one.name} {name} stays readable in the image's history; a build secret is mounted with RUN --mount=type=secret"
                )


def test_python_writes_no_bytecode_and_buffers_no_output():
    image = build().image
    env = image.env
    words = [word for part in (image.entrypoint, image.command) if isinstance(part, list) for word in part]
    flags = "".join(word for word in words if re.fullmatch(r"-[BuIsE]+", word))
    comments = " ".join(dockerfile().comments)
    for name, flag in {"PYTHONDONTWRITEBYTECODE": "B", "PYTHONUNBUFFERED": "u"}.items():
        assert env.get(name) or flag in flags or name in comments, f"{name} is not set, and no comment that names it says why"


def test_pip_checks_hashes_and_leaves_no_cache():
    for stage in dockerfile().stages:
        values: dict[str, str] = {}
        for one in stage.instructions:
            if one.name in ("ENV", "ARG"):
                values |= pairs(one.rest)
            if one.name != "RUN":
                continue
            cached = any(mount.get("type") == "cache" and CACHE.startswith(mount.get("target", "?").rstrip("/")) for mount in one.mounts())
            script = "\n".join(body for _, body in one.heredocs) or " ".join(one.exec_form() or [expand(one.rest, values)])
            for match in re.finditer(r"\bpip[\d.]*\s+(?:install|wheel)\s+([^;&|\n]*)", script):
                options, packages = pip_options(match[1].split())
                if options["--upgrade"] and not options["--requirement"] or options["--no-index"]:
                    continue
                local = packages and all(word.endswith(".whl") for word in packages)
                assert local or options["--require-hashes"] or values.get("PIP_REQUIRE_HASHES"), (
                    f"line {one.line}: pip installs what the index gives today; with --require-hashes it takes what was locked, or nothing"
                )
                assert local or cached or options["--no-cache-dir"] or values.get("PIP_NO_CACHE_DIR"), (
                    f"line {one.line}: pip's cache becomes part of the layer; use --no-cache-dir or a cache mount"
                )
