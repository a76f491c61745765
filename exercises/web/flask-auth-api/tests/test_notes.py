"""The resource itself: create, read, change, delete, list."""

from __future__ import annotations

from service import Service


def test_a_note_lives_and_dies(service: Service) -> None:
    ann = service.newcomer()
    answer = ann.ask("POST", "/notes", {"text": "tea", "id": "mine", "user_id": 1})
    note = answer.expect(201)
    assert set(note) == {"id", "text"} and note["text"] == "tea", f"a note is its id and its text; got {note}"
    path = f"/notes/{note['id']}"
    assert answer.headers.get("location", "").endswith(path), f"Location is where the new note is, {path}; got {answer.headers.get('location')}"
    assert ann.ask("GET", path).expect(200) == note
    changed = {"id": note["id"], "text": "Grüner Tee 🍵"}
    assert ann.ask("PATCH", path, {"text": changed["text"], "id": "other"}).expect(200) == changed
    assert ann.ask("GET", path).expect(200) == changed
    assert ann.page()["items"] == [changed]
    assert ann.ask("DELETE", path).expect(204) is None
    for method, body in (("GET", None), ("PATCH", {"text": "again"}), ("DELETE", None)):
        ann.ask(method, path, body).expect(404, "the note is deleted")
    assert ann.page() == {"items": [], "next": None}


def test_bad_requests_are_refused_in_json(service: Service) -> None:
    ann = service.newcomer()
    path = f"/notes/{ann.note('as it was')['id']}"
    for text in ("", "x" * 1001, 5, None, ["a"]):
        ann.ask("POST", "/notes", {"text": text}).expect(400, f"text {text!r:.20}")
        ann.ask("PATCH", path, {"text": text}).expect(400, f"text {text!r:.20}")
    for raw in (b"", b"no JSON", b'"text"', b'["text"]', b"null", b"{}", b'{"text": "cut', b"\xff\xfe"):
        ann.ask("POST", "/notes", raw=raw).expect(400, f"body {raw!r}")
        service.ask("POST", "/login", raw=raw).expect(400, f"body {raw!r}")
    assert len(ann.note("x" * 1000)["text"]) == 1000
    assert ann.ask("GET", path).expect(200)["text"] == "as it was", "a refused change changes nothing"
    service.ask("GET", "/no/such/path").expect(404)
    service.ask("PUT", "/login", {}).expect(405)
    ann.ask("GET", "/notes/no-such-note").expect(404)


def test_notes_of_others_do_not_exist(service: Service) -> None:
    ann, bob = service.newcomer(), service.newcomer()
    note = ann.note("only for me")
    path = f"/notes/{note['id']}"
    bob.ask("GET", path).expect(404, "it is the note of another user")
    bob.ask("PATCH", path, {"text": "mine now"}).expect(404, "it is the note of another user")
    bob.ask("DELETE", path).expect(404, "it is the note of another user")
    assert bob.page()["items"] == [], "a list shows the user's own notes only"
    assert ann.ask("GET", path).expect(200) == note


def test_pages_are_as_long_as_asked(service: Service) -> None:
    ann = service.newcomer()
    texts = [f"note {number}" for number in range(230)]
    assert ann.ask("POST", "/notes/import", {"texts": texts}).expect(201) == {"created": 230}
    assert len(ann.page()["items"]) == 50, "without limit a page has 50 notes"
    assert len(ann.page(1000)["items"]) == 100, "no page has more than 100 notes"
    for limit, sizes in ((100, [100, 100, 30]), (115, [100, 100, 30]), (46, [46] * 5), (70, [70, 70, 70, 20])):
        pages = ann.pages(limit)
        assert [len(page) for page in pages] == sizes, f"230 notes with limit={limit} should be pages of {sizes}"
        assert [note["text"] for page in pages for note in page] == texts, f"limit={limit}: every note once, oldest first"
    for query in ("limit=0", "limit=-1", "limit=ten", "limit=1.5", "after=%C2%BFno-cursor%21"):
        ann.ask("GET", f"/notes?{query}").expect(400)


def test_pages_hold_when_notes_come_and_go(service: Service) -> None:
    ann = service.newcomer()
    ann.ask("POST", "/notes/import", {"texts": [f"note {number}" for number in range(9)]}).expect(201)
    first = ann.page(3)
    for note in first["items"][1:]:
        ann.ask("DELETE", f"/notes/{note['id']}")
    second = ann.page(3, first["next"])
    assert [note["text"] for note in second["items"]] == ["note 3", "note 4", "note 5"], (
        f"two notes of the first page were deleted, and the second page is {[note['text'] for note in second['items']]}: "
        "a page begins after a note, not after a number of notes"
    )
    ann.note("note 9")
    rest = [note["text"] for page in ann.pages(3, second["next"]) for note in page]
    assert rest == ["note 6", "note 7", "note 8", "note 9"]


def test_an_import_is_all_or_nothing(service: Service) -> None:
    ann = service.newcomer()
    for texts in (["good", ""], ["good", 7], ["good", "x" * 1001], "text", None, ["x"] * 5001):
        ann.ask("POST", "/notes/import", {"texts": texts}).expect(400)
    assert ann.page()["items"] == [], "an import with a bad text was refused, and some of its notes are there"
    assert ann.ask("POST", "/notes/import", {"texts": []}).expect(201) == {"created": 0}
    assert ann.ask("POST", "/notes/import", {"texts": ["a", "b"]}).expect(201) == {"created": 2}
    assert [note["text"] for note in ann.page()["items"]] == ["a", "b"]
