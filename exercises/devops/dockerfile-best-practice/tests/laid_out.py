"""The simulated image as real files in the sandbox, and its commands as real processes."""

from __future__ import annotations

import re
import shlex
import time
import urllib.error
import urllib.request

import assay
from build import build
from image import Image
from project import SITE
from test_build import readable

FOLDER = "rootfs"
ROOT = f"/work/{FOLDER}"
PYTHON = r"(?:\S*/)?python(?:3(?:\.13)?)?"

CLEAR = """
import os, shutil
for folder, _, _ in os.walk(root):
    os.chmod(folder, 0o755)
shutil.rmtree(root, ignore_errors=True)
"""
LOCK_DOWN = """
import os
for folder, _, names in os.walk(root, topdown=False):
    for name in names:
        path = os.path.join(folder, name)
        os.chmod(path, 0 if path in unreadable else 0o444)
    if folder not in writable:
        os.chmod(folder, 0o555)
"""


class Container:
    """The image laid out below ROOT, read-only but for its volumes."""

    def __init__(self) -> None:
        self.image = build().image
        uid = self.image.runs_as
        assay.restart()
        assay.probe(CLEAR, root=ROOT)
        writable, unreadable = [], []
        for path, file in self.image.files.items():
            name = path.removesuffix("/.") + "/.folder" if path.endswith("/.") else path
            assay.put(FOLDER + name, file.text)
            inside = any((path + "/").startswith(volume.rstrip("/") + "/") for volume in self.image.volumes)
            if path.endswith("/.") and inside and (uid in (0, file.owner) or file.mode & 0o002):
                writable.append(ROOT + path.removesuffix("/."))
            if uid and not readable(file, uid):
                unreadable.append(ROOT + path)
        assay.probe(LOCK_DOWN, root=ROOT, writable=writable, unreadable=unreadable)

    def start(self) -> assay.Server:
        """Start what CMD and ENTRYPOINT say."""
        return self.spawn(self.image.entrypoint, self.image.command)

    def check(self) -> int:
        """Run the health check once; give its status."""
        return self.spawn(self.image.healthcheck).wait(10)

    def spawn(self, *parts: list[str] | str | None) -> assay.Server:
        words: list[str] = []
        for part in parts:
            words += ["sh", "-c", _mapped(part)] if isinstance(part, str) else [_mapped(word) if " " in word else _path(word) for word in part or []]
        assert words, "there is nothing to start"
        program = self.python(parts)
        site = [ROOT + program.rsplit("/bin/", 1)[0] + "/" + SITE] if program else []
        env = {name: ":".join(map(_path, value.split(":"))) for name, value in self.image.env.items() if name != "PATH"}
        env["PYTHONPATH"] = ":".join(site + [path for path in [env.get("PYTHONPATH", "")] if path])
        env.setdefault("STATE_DIR", ROOT + "/var/lib/visits")
        if words[0] != "sh" and re.fullmatch(PYTHON, words[0].removeprefix(ROOT)):
            words[0] = "python3"
        return assay.spawn(words, env=env, cwd=FOLDER + self.image.workdir.rstrip("/"))

    def python(self, parts: tuple[list[str] | str | None, ...]) -> str | None:
        """Give the path of the Python that a command names first."""
        text = " ".join(part if isinstance(part, str) else shlex.join(part or []) for part in parts if part)
        named = re.search(rf"(?:^|[\s;&'\"])({PYTHON})\b", text)
        return self.image.find(named[1]) if named else None


def _path(word: str) -> str:
    return ROOT + word if word.startswith("/") else word


def _mapped(script: str) -> str:
    """Give a script of the image with its paths and its Python as they are in the sandbox."""
    script = re.sub(rf"(^|[\s;&'\"]){PYTHON}(?=[\s])", r"\1python3", script)
    return re.sub(r"(^|[\s='\"])/(?=(?:app|opt|srv|var|usr|home)\b)", rf"\1{ROOT}/", script)


def get(image: Image, path: str, server: assay.Server) -> str:
    """Ask the service; wait for it to come up."""
    url = f"http://127.0.0.1:{image.env.get('PORT', '8080')}{path}"
    end = time.monotonic() + 8
    while True:
        try:
            with urllib.request.urlopen(url, timeout=3) as answer:
                return answer.read().decode()
        except (urllib.error.URLError, ConnectionError) as error:
            refused = isinstance(getattr(error, "reason", None), ConnectionRefusedError)
            assert refused, f"asked for {path}, the service gives no page: {error}\n{server.log()[-600:]}"
            ended = _ended(server)
            assert ended is None, f"the service has ended with status {ended}:\n{server.log()[-600:]}"
            assert time.monotonic() < end, f"the service does not answer: {error}\n{server.log()[-600:]}"
            time.sleep(0.05)


def _ended(server: assay.Server) -> int | None:
    try:
        return server.wait(0)
    except TimeoutError:
        return None
