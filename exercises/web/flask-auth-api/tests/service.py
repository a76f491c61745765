"""The submission as a service under gunicorn, with a clock that the tests set, and its clients."""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
import json
import os
import pathlib
import tempfile
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import assay

SECRET = "a key that only the service and the tests know"
ADMIN_PASSWORD = "the-admin's-password"
PASSWORD = "correct horse battery"
START = 2_000_000_000.0
BOOT_WAIT_S = 60

# What gunicorn loads. The clock is a file, so that all processes see it change.
LAUNCHER = """
import os
from app import create_app

def now():
    with open(os.environ["CLOCK"]) as clock:
        return float(clock.read())

app = create_app({
    "DB": os.environ["DB"], "SECRET": os.environ["SECRET"], "ADMIN_PASSWORD": os.environ["ADMIN_PASSWORD"], "NOW": now,
})
"""
SERVER = ["python3", "-m", "gunicorn", "--workers", "2", "--threads", "4", "--worker-tmp-dir", "/dev/shm", "launcher:app"]

_names = count(1)


@dataclass(frozen=True)
class Answer:
    """An answer of the service; `data` is its JSON, None if it has none."""

    status: int
    headers: dict[str, str]
    data: Any
    asked: str
    log: str = ""
    """The end of the server's log, for an answer that should never be."""

    def expect(self, status: int, why: str = "") -> Any:
        """Gives the data if the status is the expected one."""
        assert self.status == status, f"{self.asked} was answered with {self.status}, expected {status}{': ' + why if why else ''}; the answer: {str(self.data)[:300]}{self.log}"
        if status >= 400:
            error = self.data.get("error") if isinstance(self.data, dict) else None
            assert isinstance(error, str), f"{self.asked}: an answer of {status} is a JSON object with a text under 'error'; the answer: {str(self.data)[:300]}"
        return self.data


class Service:
    """One gunicorn with the submission, its database and its clock."""

    def __init__(self) -> None:
        self.folder = pathlib.Path(tempfile.mkdtemp(dir=assay.scratch))
        self.folder.chmod(0o777)
        self.db = self.folder / "notes.db"
        self.now = START
        self.server: assay.Server | None = None
        self.broken = ""
        self.advance(0)

    def start(self) -> None:
        """Starts gunicorn and waits for it to answer. The first request does that too, so a failure is the test's."""
        if self.broken:
            raise AssertionError(self.broken)
        try:
            self._start()
        except AssertionError as error:
            self.broken = str(error)
            raise

    def stop(self) -> None:
        """Ends gunicorn."""
        if self.server is not None:
            self.server.stop()
            self.server = None

    def _start(self) -> None:
        assay.put("launcher.py", LAUNCHER)
        self.port = assay.free_port()
        env = {"DB": str(self.db), "SECRET": SECRET, "ADMIN_PASSWORD": ADMIN_PASSWORD, "CLOCK": str(self.folder / "clock")}
        self.server = assay.spawn([*SERVER, "--bind", f"127.0.0.1:{self.port}"], env=env)
        self.server.ready(self.port, BOOT_WAIT_S)
        try:
            self.ask("GET", "/notes")
        except (OSError, http.client.HTTPException) as error:
            raise AssertionError(f"the service does not answer ({error!r}); the end of its log:\n{self.server.log()[-3000:]}") from None

    def advance(self, seconds: float) -> None:
        """Lets time pass for the service."""
        self.now += seconds
        new = self.folder / "clock.new"
        new.write_text(repr(self.now))
        os.replace(new, self.folder / "clock")

    def ask(self, method: str, path: str, data: object = None, token: str | None = None, raw: bytes | None = None) -> Answer:
        """Sends one request on a connection of its own."""
        if self.server is None or self.broken:
            self.start()
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        if data is not None or raw is not None:
            headers["Content-Type"] = "application/json"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, json.dumps(data) if raw is None and data is not None else raw, headers)
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
        try:
            found = json.loads(content)
        except ValueError:
            found = None
        head = {name.lower(): value for name, value in response.getheaders()}
        log = f"; the end of the server's log:\n{self.server.log()[-2500:]}" if response.status >= 500 else ""
        return Answer(response.status, head, found, f"{method} {path[:80]}", log)

    def login(self, name: str, password: str = PASSWORD) -> Client:
        """Logs a registered user in."""
        pair = self.ask("POST", "/login", {"name": name, "password": password}).expect(200)
        return Client(self, name, pair["access"], pair["refresh"])

    def newcomer(self) -> Client:
        """Registers a user with a fresh name and logs in."""
        name = f"user-{next(_names)}"
        self.ask("POST", "/register", {"name": name, "password": PASSWORD}).expect(201)
        return self.login(name)


@dataclass
class Client:
    """A user who is logged in."""

    service: Service
    name: str
    access: str
    refresh: str = field(default="", repr=False)

    def ask(self, method: str, path: str, data: object = None, raw: bytes | None = None) -> Answer:
        """Sends a request with the access token."""
        return self.service.ask(method, path, data, self.access, raw)

    def note(self, text: str) -> Any:
        """Makes a note; gives it."""
        return self.ask("POST", "/notes", {"text": text}).expect(201)

    def pages(self, limit: int, after: str | None = None) -> list[list[dict]]:
        """Follows `next` from a page to the last."""
        found = []
        while True:
            page = self.page(limit, after)
            found.append(page["items"])
            after = page["next"]
            if after is None:
                return found
            assert len(found) < 500, f"500 pages of {limit} and no end: next is null on the last page"

    def page(self, limit: int | None = None, after: str | None = None) -> Any:
        """One page of this user's notes."""
        parts = [f"{name}={value}" for name, value in (("limit", limit), ("after", after)) if value is not None]
        return self.ask("GET", "/notes" + ("?" + "&".join(parts) if parts else "")).expect(200)


def token(claims: dict[str, object], key: str = SECRET, algorithm: str = "HS256") -> str:
    """A token made by hand: any claims, any key, and what algorithm it says."""
    signed = f"{_part({'typ': 'JWT', 'alg': algorithm})}.{_part(claims)}"
    made = {"HS256": hashlib.sha256, "HS512": hashlib.sha512}.get(algorithm)
    signature = b"" if made is None else hmac.new(key.encode(), signed.encode(), made).digest()
    return f"{signed}.{_encode(signature)}"


def claims_of(access: str) -> dict[str, Any]:
    """What a token says, without checking it."""
    parts = access.split(".")
    assert len(parts) == 3, f"an access token is a JSON Web Token, three parts with points between them, not {access[:60]!r}"
    return json.loads(base64.urlsafe_b64decode(parts[1] + "=="))


def _part(value: object) -> str:
    return _encode(json.dumps(value).encode())


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
