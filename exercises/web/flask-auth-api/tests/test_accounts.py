"""Who may come in, and what is kept of their passwords."""

from __future__ import annotations

import sqlite3
from collections import Counter

import assay
from service import ADMIN_PASSWORD, PASSWORD, Service

LEAST_CPU_S = 0.02


def test_a_role_in_the_request_is_ignored(service: Service) -> None:
    body = {"name": "mallory", "password": PASSWORD, "role": "admin", "is_admin": True, "id": 1, "roles": ["admin"]}
    user = service.ask("POST", "/register", body).expect(201)
    assert user["name"] == "mallory" and user["role"] == "user", f"everybody can write a role into a request; the answer: {user}"
    mallory = service.login("mallory")
    mallory.ask("GET", "/admin/users").expect(403, "registered with a role of their own choice")


def test_names_and_passwords_are_checked(service: Service) -> None:
    service.ask("POST", "/register", {"name": "taken", "password": PASSWORD}).expect(201)
    service.ask("POST", "/register", {"name": "taken", "password": "another password"}).expect(409)
    for name in ("", "ab", "a" * 33, "a b c", "Zoë", "a/b", "abc\n", 12345, None, ["abc"]):
        service.ask("POST", "/register", {"name": name, "password": PASSWORD}).expect(400, f"name {name!r}")
    for password in ("", "1234567", "x" * 201, 12345678, None):
        service.ask("POST", "/register", {"name": "fine", "password": password}).expect(400, f"password {password!r}")
    service.ask("POST", "/register", {"name": "fine"}).expect(400, "no password")
    for name, password in (("A_z-0123456789" * 2 + "abcd", "12345678"), ("abc", "ä" * 200)):
        service.ask("POST", "/register", {"name": name, "password": password}).expect(201)
        service.login(name, password)


def test_a_failed_login_does_not_say_why(service: Service) -> None:
    known = service.newcomer()
    wrong = service.ask("POST", "/login", {"name": known.name, "password": "wrong password"})
    unknown = service.ask("POST", "/login", {"name": "nobody-here", "password": "wrong password"})
    wrong.expect(401)
    unknown.expect(401)
    assert wrong.data == unknown.data, f"the answers tell known names from unknown ones: {wrong.data} and {unknown.data}"
    for body in ({"name": known.name}, {"password": PASSWORD}, {"name": 1, "password": 2}, {}):
        service.ask("POST", "/login", body).expect(400, f"body {body}")


def test_only_administrators_see_all_users(service: Service) -> None:
    user, admin = service.newcomer(), service.login("admin", ADMIN_PASSWORD)
    user.ask("GET", "/admin/users").expect(403)
    listed = admin.ask("GET", "/admin/users").expect(200)["items"]
    roles = {each["name"]: each["role"] for each in listed}
    assert roles.get("admin") == "admin" and roles.get(user.name) == "user", f"all users with their roles; got {roles}"
    assert sum(each["name"] == "admin" for each in listed) == 1, "two processes started at once, and there are two administrators"
    assert all(set(each) == {"id", "name", "role"} for each in listed), f"a user is shown as id, name and role; got {listed[0]}"


def test_passwords_are_not_kept(service: Service) -> None:
    service.ask("GET", "/notes")  # the service makes its database, not this test
    added = []
    before = dump(service)
    for name, password in (("salt-ann", "the same password"), ("salt-bob", "the same password"), ("salt-cyd", "quite another one")):
        service.advance(1)
        service.ask("POST", "/register", {"name": name, "password": password}).expect(201)
        after = dump(service)
        added.append({value for value in after - before if len(value) >= 16})
        before = after
    for file in service.folder.iterdir():
        for password in (b"the same password", b"quite another one"):
            assert password not in file.read_bytes(), "a password stands in the database as it was typed"
    ann, bob, cyd = added
    assert not (ann & bob) - cyd, (
        "two users with the same password have the same value in the database, so one look at it shows who shares a password, "
        "and a table made once cracks them all: each password needs a salt of its own"
    )


def test_a_password_is_slow_to_try_out(service: Service) -> None:
    user = service.newcomer()
    cpu = cpu_s(service, user.name, PASSWORD, 200)
    assay.bound(
        cpu, at_least=LEAST_CPU_S, unit="s",
        message="CPU of a login: whoever gets hold of the database tries out passwords as fast as your hash can be computed",
    )


def test_the_cost_of_a_login_does_not_tell_who_exists(service: Service) -> None:
    user = service.newcomer()
    wrong = cpu_s(service, user.name, "wrong password", 401)
    unknown = cpu_s(service, "nobody-at-all", "wrong password", 401)
    assay.bound(
        # Beside a hash that costs next to nothing, another test's matter, noise would be the larger part.
        abs(unknown - wrong) / max(wrong, LEAST_CPU_S), at_most=0.5,
        message="difference in CPU between a failed login for a name that does not exist and one with a wrong password, as a share of the latter: "
        "everybody can see from the time who exists",
    )


def cpu_s(service: Service, name: str, password: str, status: int) -> float:
    """CPU of one login. Noise only adds, so the best of three counts."""
    found = []
    for _ in range(3):
        with assay.meter() as meter:
            service.ask("POST", "/login", {"name": name, "password": password}).expect(status)
        found.append(meter.cpu_s)
    return min(found)


def dump(service: Service) -> Counter[bytes]:
    """All values of all tables, as bytes, with how often each occurs."""
    connection = sqlite3.connect(service.db, timeout=10)
    try:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        values = Counter()
        for table in tables:
            for row in connection.execute('SELECT * FROM "{}"'.format(table.replace('"', '""'))):
                values.update(value if isinstance(value, bytes) else str(value).encode() for value in row)
        return values
    finally:
        connection.close()
