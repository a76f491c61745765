"""Notes with login and roles: SQLAlchemy models, PBKDF2, refresh tokens that are signed too."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import string
import uuid
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import jwt
from flask import Blueprint, Flask, current_app, g, request
from sqlalchemy import ForeignKey, Index, create_engine, event, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.pool import NullPool
from werkzeug.exceptions import HTTPException

NAME_CHARACTERS = set(string.ascii_letters + string.digits + "_-")
ROUNDS = 150_000
api = Blueprint("api", __name__)


class Base(DeclarativeBase):
    """Base of the tables."""


class User(Base):
    """Who can log in."""

    __tablename__ = "users"
    id: Mapped[str] = mapped_column(primary_key=True, default=lambda: uuid.uuid4().hex)
    name: Mapped[str] = mapped_column(unique=True)
    salt: Mapped[bytes]
    hash: Mapped[bytes]
    role: Mapped[str]

    def public(self) -> dict[str, str]:
        """What others may see."""
        return {"id": self.id, "name": self.name, "role": self.role}


class Note(Base):
    """A text of a user's."""

    __tablename__ = "notes"
    __table_args__ = (Index("ix_owner", "owner", "number"), {"sqlite_autoincrement": True})
    number: Mapped[int] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(ForeignKey("users.id"))
    text: Mapped[str]

    def public(self) -> dict[str, object]:
        """As the API shows it."""
        return {"id": f"n{self.number}", "text": self.text}


class Family(Base):
    """A login and its refresh tokens: the one with the latest turn is valid."""

    __tablename__ = "families"
    id: Mapped[str] = mapped_column(primary_key=True)
    user: Mapped[str] = mapped_column(ForeignKey("users.id"))
    turn: Mapped[int] = mapped_column(default=0)
    ended: Mapped[bool] = mapped_column(default=False)


class Problem(Exception):
    """An answer of 4xx."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


def create_app(config: dict[str, Any]) -> Flask:
    """Makes the app. config: DB, SECRET, ADMIN_PASSWORD, NOW."""
    app = Flask(__name__)
    app.config.update(config)
    engine = create_engine(f"sqlite:///{config['DB']}", poolclass=NullPool, connect_args={"timeout": 15})

    @event.listens_for(engine, "connect")
    def no_implicit_begin(connection: Any, _: object) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    app.extensions["engine"] = engine
    with engine.execution_options(writes=True).begin() as connection:
        Base.metadata.create_all(connection)
        if connection.execute(select(User).where(User.name == "admin")).first() is None:
            connection.execute(insert(User).values(name="admin", role="admin", **hashed(config["ADMIN_PASSWORD"])))
    app.register_blueprint(api)
    app.register_error_handler(Problem, lambda problem: ({"error": str(problem)}, problem.status, challenge(problem.status)))
    app.register_error_handler(HTTPException, lambda problem: ({"error": problem.name}, problem.code or 500))
    return app


def challenge(status: int) -> dict[str, str]:
    return {"WWW-Authenticate": 'Bearer realm="notes"'} if status == 401 else {}


def hashed(password: str, salt: bytes | None = None) -> dict[str, bytes]:
    salt = salt or os.urandom(16)
    return {"salt": salt, "hash": hashlib.pbkdf2_hmac("sha256", password.encode(), salt, ROUNDS)}


@api.before_request
def open_session() -> None:
    engine = current_app.extensions["engine"].execution_options(writes=request.method != "GET" and request.path != "/login")
    g.session = Session(engine, expire_on_commit=False)
    if request.path.startswith(("/notes", "/admin")):
        g.user = authenticate()


@api.teardown_request
def close_session(_: BaseException | None) -> None:
    if "session" in g:
        g.session.close()


def authenticate() -> User:
    kind, _, text = request.headers.get("Authorization", "").partition(" ")
    options = {"verify_exp": False, "verify_iat": False, "require": ["exp", "sub", "aud"]}
    try:
        claims = jwt.decode(text, current_app.config["SECRET"], ["HS256"], options, audience="notes-api")
    except jwt.PyJWTError as error:
        raise Problem(401, "no valid token") from error
    user = g.session.get(User, claims["sub"])
    if kind != "Bearer" or claims.get("use") != "access" or not claims["exp"] > current_app.config["NOW"]() or not user:
        raise Problem(401, "no valid token")
    return user


def sent(name: str, kind: type = str) -> Any:
    try:
        value = json.loads(request.get_data())[name]
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, TypeError, KeyError) as error:
        raise Problem(400, f"{name} is missing") from error
    if not isinstance(value, kind):
        raise Problem(400, f"{name} is a {kind.__name__}")
    return value


def text_of_note(text: Any) -> str:
    if not isinstance(text, str) or not 0 < len(text) <= 1000:
        raise Problem(400, "a text has 1 to 1,000 characters")
    return text


@api.post("/register")
def register() -> Any:
    name, password = sent("name"), sent("password")
    if not 3 <= len(name) <= 32 or not set(name) <= NAME_CHARACTERS or not 8 <= len(password) <= 200:
        raise Problem(400, "name or password are not as they should be")
    user = User(name=name, role="user", **hashed(password))
    g.session.add(user)
    try:
        g.session.commit()
    except IntegrityError as error:
        raise Problem(409, "taken") from error
    return user.public(), 201


@api.post("/login")
def login() -> Any:
    name, password = sent("name"), sent("password")
    user = g.session.scalar(select(User).where(User.name == name))
    g.session.commit()
    wanted = user.hash if user else b"\0" * 32
    found = hashed(password, user.salt if user else b"pepper")["hash"]
    if not hmac.compare_digest(wanted, found):
        raise Problem(401, "wrong name or password")
    family = Family(id=uuid.uuid4().hex, user=user.id)
    g.session.add(family)
    g.session.commit()
    return pair(family)


@api.post("/refresh")
def refresh() -> Any:
    family, turn, expires = opened(sent("refresh"))
    row = g.session.get(Family, family)
    if row is None or row.ended:
        raise Problem(401, "the login has ended")
    if turn != row.turn:
        g.session.execute(update(Family).where(Family.id == family).values(ended=True))
        g.session.commit()
        raise Problem(401, "this token was used before")
    if expires <= current_app.config["NOW"]():
        raise Problem(401, "this token is too old")
    row.turn += 1
    g.session.commit()
    return pair(row)


def pair(family: Family) -> dict[str, object]:
    now = current_app.config["NOW"]()
    claims = {"sub": family.user, "aud": "notes-api", "exp": now + 300, "iat": now, "use": "access"}
    content = urlsafe_b64encode(json.dumps([family.id, family.turn, now + 30 * 86400]).encode())
    access = jwt.encode(claims, current_app.config["SECRET"], "HS256")
    return {"access": access, "refresh": f"{content.decode()}.{mac(content)}", "expires_in": 300}


def opened(token: str) -> tuple[str, int, float]:
    content, _, seal = token.partition(".")
    if not hmac.compare_digest(mac(content.encode()).encode(), seal.encode()):
        raise Problem(401, "no refresh token")
    return tuple(json.loads(urlsafe_b64decode(content)))


def mac(content: bytes) -> str:
    key = b"refresh:" + current_app.config["SECRET"].encode()
    return hmac.new(key, content, hashlib.sha256).hexdigest()


@api.get("/notes")
def list_notes() -> Any:
    limit, after = request.args.get("limit", "50"), request.args.get("after", "n0")
    if not limit.isdecimal() or not limit.isascii() or int(limit) < 1 or not after[1:].isdecimal() or not after.isascii() or after[0] != "n":
        raise Problem(400, "limit or after")
    size = min(int(limit), 100)
    query = select(Note).where(Note.owner == g.user.id, Note.number > int(after[1:])).order_by(Note.number).limit(size + 1)
    found = list(g.session.scalars(query))
    page = [note.public() for note in found[:size]]
    return {"items": page, "next": page[-1]["id"] if len(found) > size else None}


@api.post("/notes")
def make_note() -> Any:
    note = Note(owner=g.user.id, text=text_of_note(sent("text")))
    g.session.add(note)
    g.session.commit()
    return note.public(), 201, {"Location": f"/notes/n{note.number}"}


@api.post("/notes/import")
def import_notes() -> Any:
    texts = sent("texts", list)
    if len(texts) > 5000:
        raise Problem(400, "too many")
    if texts:
        g.session.execute(insert(Note), [{"owner": g.user.id, "text": text_of_note(text)} for text in texts])
    g.session.commit()
    return {"created": len(texts)}, 201


@api.route("/notes/<name>", methods=["GET", "PATCH", "DELETE"])
def note(name: str) -> Any:
    found = None
    if name.startswith("n") and name[1:].isdecimal() and len(name) < 18:
        found = g.session.scalar(select(Note).where(Note.number == int(name[1:]), Note.owner == g.user.id))
    if found is None:
        raise Problem(404, "there is no such note")
    if request.method == "DELETE":
        g.session.delete(found)
        g.session.commit()
        return "", 204
    if request.method == "PATCH":
        found.text = text_of_note(sent("text"))
        g.session.commit()
    return found.public()


@api.get("/admin/users")
def users() -> Any:
    if g.user.role != "admin":
        raise Problem(403, "for administrators")
    return {"items": [user.public() for user in g.session.scalars(select(User).order_by(User.name))]}
