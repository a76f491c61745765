"""Dataclasses of the test: given to the solution, decorated by it, and derived from its classes."""
import dataclasses
import datetime as dt
from dataclasses import dataclass, field

import pytest

import records
from records import Record, Version, serial


@dataclass
class Point:
    x: int
    y: int = 0


@dataclass
class Person(Record):
    name: str
    born: dt.date | None = None
    tags: list[str] = field(default_factory=list, metadata={"stored": False})
    home: Point | None = None

    def before_save(self):
        self.name = self.name.strip()


@dataclass(frozen=True)
class Event(Record):
    what: str
    count: int = 1


@dataclass(order=True)
class Release(Version):
    name: str = "final"


@serial
@dataclass
class Line:
    start: Point
    end: Point


def test_fields_have_their_types():
    assert records.types(Point) == {"x": int, "y": int}
    assert records.types(Person) == {"name": str, "born": dt.date | None, "tags": list[str], "home": Point | None}
    assert [each.type for each in dataclasses.fields(Version)] == [int, int]


def test_values_are_converted_by_type():
    assert records.converted(Point, {"x": "3", "y": "4"}) == Point(3, 4)
    assert records.converted(Event, {"what": 5, "count": "2"}) == Event("5", 2)


def test_derived_is_a_dictionary():
    ada = Person("Ada", dt.date(1815, 12, 10), ["math"], Point(1, 2))
    assert ada.to_dict() == {"name": "Ada", "born": dt.date(1815, 12, 10), "home": {"x": 1, "y": 2}}
    assert Person.from_dict({"name": "Bob"}) == Person("Bob")
    assert repr(Person.from_dict({"name": "Bob"})) == "Person(name='Bob', born=None, tags=[], home=None)"


def test_hook_of_the_derived():
    bob = Person("  Bob ")
    assert bob.saved() is bob
    assert bob.name == "Bob"


def test_frozen_derived():
    event = Event("lunch")
    assert (event.what, event.count) == ("lunch", 1)
    assert event.to_dict() == {"what": "lunch", "count": 1}
    assert Event.from_dict({"what": "lunch"}) == event
    assert hash(Event("lunch")) == hash(event)
    assert len({event, Event("lunch"), Event("dinner", 2)}) == 2
    with pytest.raises(dataclasses.FrozenInstanceError):
        event.count = 3
    assert event.count == 1
    assert dataclasses.replace(event, count=2) == Event("lunch", 2)


def test_frozen_is_frozen_for_the_solution():
    event = Event("lunch")
    with pytest.raises(dataclasses.FrozenInstanceError):
        records.rename(event, "what", "dinner")
    assert event.what == "lunch"


def test_derived_from_a_dataclass_of_the_solution():
    release = Release(1, 2)
    assert (release.major, release.minor, release.name) == (1, 2, "final")
    assert release.text() == "1.2"
    assert Release(1, 2) < Release(1, 3)
    assert [each.name for each in dataclasses.fields(Release)] == ["major", "minor", "name"]
    assert records.newest([Release(1, 2), Release(2, 0), Release(1, 9)]) == Release(2, 0)
    assert isinstance(release, Version)


def test_decorated():
    line = Line(Point(0), Point(3, 4))
    assert line.to_dict() == {"start": {"x": 0, "y": 0}, "end": {"x": 3, "y": 4}}
    assert dataclasses.asdict(line) == line.to_dict()
