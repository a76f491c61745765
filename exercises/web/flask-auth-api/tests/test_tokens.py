"""Access tokens that are not what they seem, and refresh tokens that come back."""

from __future__ import annotations

from service import ADMIN_PASSWORD, Client, Service, claims_of, token

MONTH_S = 30 * 24 * 3600
_names: list[str] = []


def refused(service: Service, access: str | None, why: str, path: str = "/notes", method: str = "GET") -> None:
    answer = service.ask(method, path, {} if method in ("POST", "PATCH") else None, access)
    answer.expect(401, why)
    challenge = answer.headers.get("www-authenticate", "")
    assert challenge.startswith("Bearer"), f"{answer.asked}: a 401 says how to log in, WWW-Authenticate: Bearer; got {challenge!r}"


def accepted(service: Service, access: str, why: str) -> None:
    service.ask("GET", "/notes", token=access).expect(200, why)


def login(service: Service) -> Client:
    """Logs in anew, always as the same user."""
    if not _names:
        _names.append(service.newcomer().name)
    return service.login(_names[0])


def test_without_a_token_nothing_is_shown(service: Service) -> None:
    ann = login(service)
    path = f"/notes/{ann.note('secret')['id']}"
    for method, where in [
        ("GET", "/notes"), ("POST", "/notes"), ("POST", "/notes/import"), ("GET", path),
        ("PATCH", path), ("DELETE", path), ("GET", "/admin/users"),
    ]:
        refused(service, None, "no token", where, method)
        refused(service, "no.real.token", "a text that is no token", where, method)


def test_claims_are_as_agreed(service: Service) -> None:
    ann = login(service)
    claims = claims_of(ann.access)
    assert isinstance(claims.get("sub"), str) and claims.get("aud") == "notes-api" and claims.get("use") == "access", f"claims are {claims}"
    assert abs(claims["exp"] - service.now - 300) <= 1, f"exp is 300 s from now, {service.now + 300:.0f}; got {claims['exp']}"
    accepted(service, token(claims), "signed with the right key, all claims as the service's own")


def test_an_algorithm_of_the_tokens_own_choice_is_refused(service: Service) -> None:
    ann = login(service)
    claims = claims_of(ann.access)
    for name in ("none", "None", "NONE"):
        refused(service, token(claims, algorithm=name), f"a token without signature, whose header says alg: {name}")
    refused(service, token(claims, algorithm="HS512"), "signed with HS512; a token is valid if its algorithm is HS256")


def test_a_signature_that_is_wrong_is_refused(service: Service) -> None:
    ann = login(service)
    claims = claims_of(ann.access)
    admin = claims_of(service.login("admin", ADMIN_PASSWORD).access)
    header, payload, signature = ann.access.split(".")
    refused(service, token(claims, key=""), "signed with an empty key")
    refused(service, token(claims, key="secret"), "signed with another key")
    edited = token(admin).split(".")[1]
    refused(service, f"{header}.{edited}.{signature}", "the payload was edited: sub is the administrator's", "/admin/users")
    refused(service, f"{header}.{payload}.", "the signature was cut off")
    other = "AA" if not signature.endswith("AA") else "BA"
    refused(service, f"{header}.{payload}.{signature[:-2]}{other}", "the signature was changed")


def test_a_token_for_something_else_is_refused(service: Service) -> None:
    ann = login(service)
    claims = claims_of(ann.access)
    refused(service, token({**claims, "aud": "billing-api"}), "aud is another service")
    refused(service, token({name: value for name, value in claims.items() if name != "aud"}), "it has no aud")
    refused(service, token({**claims, "use": "refresh"}), "use is not access")
    refused(service, token({name: value for name, value in claims.items() if name != "use"}), "it has no use")
    refused(service, ann.refresh, "a refresh token is no access token")


def test_a_token_ends_by_the_configured_clock(service: Service) -> None:
    ann = login(service)
    claims = claims_of(ann.access)
    service.advance(298)
    accepted(service, ann.access, "298 s after the login; NOW is the clock, not the machine's")
    service.advance(3)
    refused(service, ann.access, "301 s after the login; NOW is the clock, not the machine's")
    refused(service, token({name: value for name, value in claims.items() if name != "exp"}), "it has no exp")


def test_a_refresh_token_gives_the_next_pair(service: Service) -> None:
    ann = login(service)
    service.advance(1000)
    pair = service.ask("POST", "/refresh", {"refresh": ann.refresh}).expect(200)
    assert set(pair) >= {"access", "refresh", "expires_in"} and pair["expires_in"] == 300
    assert pair["refresh"] != ann.refresh, "using a refresh token gives a new one"
    accepted(service, pair["access"], "from a refresh")
    assert claims_of(pair["access"])["sub"] == claims_of(ann.access)["sub"]
    for bad in ("", "no-such-token", ann.access, pair["access"], "a.b.c"):
        service.ask("POST", "/refresh", {"refresh": bad}).expect(401, "no refresh token that was ever given out")
    for body in ({}, {"refresh": 5}, {"refresh": None}):
        service.ask("POST", "/refresh", body).expect(400, f"body {body}")


def test_a_refresh_token_that_comes_back_ends_its_family(service: Service) -> None:
    ann = login(service)
    other = service.login(ann.name)
    second = service.ask("POST", "/refresh", {"refresh": ann.refresh}).expect(200)
    third = service.ask("POST", "/refresh", {"refresh": second["refresh"]}).expect(200)
    service.ask("POST", "/refresh", {"refresh": ann.refresh}).expect(401, "it was used before")
    service.ask("POST", "/refresh", {"refresh": third["refresh"]}).expect(
        401, "an older token of the same login came back, so somebody has a copy, and all that descend from that login end"
    )
    service.ask("POST", "/refresh", {"refresh": other.refresh}).expect(200, "it is from another login of the same user")


def test_a_refresh_token_lives_for_thirty_days(service: Service) -> None:
    ann = login(service)
    other = service.login(ann.name)
    service.advance(MONTH_S - 10)
    pair = service.ask("POST", "/refresh", {"refresh": ann.refresh}).expect(200, "30 days less 10 s after the login")
    service.advance(20)
    service.ask("POST", "/refresh", {"refresh": other.refresh}).expect(401, "30 days and 10 s after the login")
    service.ask("POST", "/refresh", {"refresh": pair["refresh"]}).expect(200, "20 s old")
