"""A refresh token is good until it expires."""

from __future__ import annotations

import hashlib
import re
import secrets
import sqlite3
from collections.abc import Callable
from functools import wraps
from typing import Any

import jwt
from flask import Flask, Response, abort, g, jsonify, request
from werkzeug.exceptions import HTTPException
from werkzeug.security import check_password_hash, generate_password_hash

ACCESS_S = 300
REFRESH_S = 30 * 24 * 3600
AUDIENCE = "notes-api"
LOCK_WAIT_S = 10
MOST_ON_A_PAGE = 100
MOST_TEXTS = 5000

SCHEMA = """
CREATE TABLE IF NOT EXISTS users (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, password TEXT NOT NULL, role TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT, user_id INTEGER NOT NULL REFERENCES users, text TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS notes_of_user ON notes (user_id, id);
CREATE TABLE IF NOT EXISTS refresh_tokens (
    hash TEXT PRIMARY KEY, family TEXT NOT NULL, user_id INTEGER NOT NULL REFERENCES users,
    expires REAL NOT NULL, used INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS tokens_of_family ON refresh_tokens (family);
"""


def create_app(config: dict[str, Any]) -> Flask:
    """Makes the app. config: DB, SECRET, ADMIN_PASSWORD, NOW."""
    app = Flask(__name__)
    path, secret, now = config["DB"], config["SECRET"], config["NOW"]
    nobodys_hash = hashed(secrets.token_hex())

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(path, timeout=LOCK_WAIT_S, isolation_level=None)
        connection.row_factory = sqlite3.Row
        return connection

    def db() -> sqlite3.Connection:
        if "db" not in g:
            g.db = connect()
        return g.db

    def tokens(user_id: int, family: str) -> Response:
        expires = int(now()) + ACCESS_S
        claims = {"sub": str(user_id), "aud": AUDIENCE, "exp": expires, "use": "access"}
        refresh = secrets.token_urlsafe(32)
        db().execute(
            "INSERT INTO refresh_tokens (hash, family, user_id, expires) VALUES (?, ?, ?, ?)",
            (digest(refresh), family, user_id, now() + REFRESH_S),
        )
        return jsonify(access=jwt.encode(claims, secret, algorithm="HS256"), refresh=refresh, expires_in=ACCESS_S)

    def bearer() -> sqlite3.Row:
        """The user of the request; 401 if there is none."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            abort(401, "a bearer token is needed")
        try:
            claims = jwt.decode(
                token,
                secret,
                algorithms=["HS256"],
                audience=AUDIENCE,
                options={"require": ["sub", "aud", "exp"], "verify_exp": False, "verify_iat": False, "verify_nbf": False},
            )
            expires = float(claims["exp"])
        except (jwt.InvalidTokenError, TypeError, ValueError):
            abort(401, "the token is not valid")
        if claims.get("use") != "access" or expires <= now():
            abort(401, "the token is not valid")
        user = db().execute("SELECT * FROM users WHERE id = ?", (claims["sub"],)).fetchone()
        if user is None:
            abort(401, "the token is not valid")
        return user

    def for_users(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def checked(**values: Any) -> Any:
            g.user = bearer()
            return view(**values)

        return checked

    def note_of_user(note_id: str) -> sqlite3.Row:
        row = db().execute("SELECT id, text FROM notes WHERE id = ? AND user_id = ?", (note_id, g.user["id"])).fetchone()
        if row is None:
            abort(404, "there is no such note")
        return row

    @app.teardown_appcontext
    def close(_: BaseException | None) -> None:
        if "db" in g:
            g.pop("db").close()

    @app.errorhandler(HTTPException)
    def explain(error: HTTPException) -> Response:
        answer = jsonify(error=error.description or error.name)
        answer.status_code = error.code or 500
        if error.code == 401:
            answer.headers["WWW-Authenticate"] = "Bearer"
        return answer

    @app.post("/register")
    def register() -> Any:
        name, password = field("name"), field("password")
        if not re.fullmatch(r"[A-Za-z0-9_-]{3,32}", name) or not 8 <= len(password) <= 200:
            abort(400, "a name has 3 to 32 letters, digits, _ or -, a password 8 to 200 characters")
        hashed_password = hashed(password)
        try:
            made = db().execute("INSERT INTO users (name, password, role) VALUES (?, ?, 'user')", (name, hashed_password))
        except sqlite3.IntegrityError:
            abort(409, "this name is taken")
        return jsonify(id=made.lastrowid, name=name, role="user"), 201

    @app.post("/login")
    def login() -> Any:
        name, password = field("name"), field("password")
        user = db().execute("SELECT * FROM users WHERE name = ?", (name,)).fetchone()
        right = check_password_hash(user["password"] if user else nobodys_hash, password)
        if not right or user is None:
            abort(401, "name or password are wrong")
        return tokens(user["id"], secrets.token_hex(16))

    @app.post("/refresh")
    def refresh() -> Any:
        kept = digest(field("refresh"))
        db().execute("BEGIN IMMEDIATE")
        row = db().execute("SELECT * FROM refresh_tokens WHERE hash = ?", (kept,)).fetchone()
        if row is not None and row["used"]:
            db().execute("UPDATE refresh_tokens SET used = 1 WHERE family = ?", (row["family"],))
            db().execute("COMMIT")
            row = None
        if row is None or row["expires"] <= now():
            abort(401, "the refresh token is not valid")
        answer = tokens(row["user_id"], row["family"])
        db().execute("COMMIT")
        return answer

    @app.get("/notes")
    @for_users
    def list_notes() -> Any:
        limit, after = request.args.get("limit", "50"), request.args.get("after", "0")
        if not re.fullmatch("0*[1-9][0-9]{0,8}", limit) or not re.fullmatch("[0-9]{1,18}", after):
            abort(400, "limit is 1 or more, after is what an earlier page had as next")
        size = min(int(limit), MOST_ON_A_PAGE)
        rows = db().execute(
            "SELECT id, text FROM notes WHERE user_id = ? AND id > ? ORDER BY id LIMIT ?",
            (g.user["id"], int(after), size + 1),
        ).fetchall()
        items = [dict(row) for row in rows[:size]]
        return jsonify(items=items, next=str(items[-1]["id"]) if len(rows) > size else None)

    @app.post("/notes")
    @for_users
    def make_note() -> Any:
        text = checked_text(field("text"))
        made = db().execute("INSERT INTO notes (user_id, text) VALUES (?, ?)", (g.user["id"], text))
        return jsonify(id=made.lastrowid, text=text), 201, {"Location": f"/notes/{made.lastrowid}"}

    @app.post("/notes/import")
    @for_users
    def import_notes() -> Any:
        texts = body().get("texts")
        if not isinstance(texts, list) or len(texts) > MOST_TEXTS:
            abort(400, "texts is a list of at most 5000")
        rows = [(g.user["id"], checked_text(text)) for text in texts]
        db().execute("BEGIN IMMEDIATE")
        db().executemany("INSERT INTO notes (user_id, text) VALUES (?, ?)", rows)
        db().execute("COMMIT")
        return jsonify(created=len(rows)), 201

    @app.get("/notes/<note_id>")
    @for_users
    def one_note(note_id: str) -> Any:
        return jsonify(dict(note_of_user(note_id)))

    @app.patch("/notes/<note_id>")
    @for_users
    def change_note(note_id: str) -> Any:
        note = note_of_user(note_id)
        text = checked_text(field("text"))
        db().execute("UPDATE notes SET text = ? WHERE id = ?", (text, note["id"]))
        return jsonify(id=note["id"], text=text)

    @app.delete("/notes/<note_id>")
    @for_users
    def delete_note(note_id: str) -> Any:
        note = note_of_user(note_id)
        db().execute("DELETE FROM notes WHERE id = ?", (note["id"],))
        return "", 204

    @app.get("/admin/users")
    @for_users
    def users() -> Any:
        if g.user["role"] != "admin":
            abort(403, "only for administrators")
        rows = db().execute("SELECT id, name, role FROM users ORDER BY id").fetchall()
        return jsonify(items=[dict(row) for row in rows])

    connection = connect()
    connection.executescript(f"BEGIN IMMEDIATE; {SCHEMA} COMMIT;")
    connection.execute(
        "INSERT INTO users (name, password, role) VALUES ('admin', ?, 'admin') ON CONFLICT (name) DO NOTHING",
        (hashed(config["ADMIN_PASSWORD"]),),
    )
    connection.close()
    return app


def hashed(password: str) -> str:
    """What is kept of a password: salted, and 16 MB and some 50 ms for each try."""
    return generate_password_hash(password, method="scrypt:16384:8:1")


def body() -> dict[str, Any]:
    """The request's JSON object; 400 if it is none."""
    sent = request.get_json(force=True, silent=True)
    if not isinstance(sent, dict):
        abort(400, "the body is not a JSON object")
    return sent


def field(name: str) -> str:
    """A text of the request's object; 400 if it is none."""
    value = body().get(name)
    if not isinstance(value, str) or not encodes(value):
        abort(400, f"{name} is missing or not a text")
    return value


def checked_text(text: object) -> str:
    """The text of a note; 400 if it is none."""
    if not isinstance(text, str) or not 1 <= len(text) <= 1000 or not encodes(text):
        abort(400, "a text has 1 to 1,000 characters")
    return text


def encodes(text: str) -> bool:
    """Whether a text can be stored: JSON can carry halves of characters."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def digest(token: str) -> str:
    """What is kept of a refresh token; it is random, so a quick hash will do."""
    return hashlib.sha256(token.encode()).hexdigest()
