import time
import urllib.parse
import zipfile

import parts
import pytest
from parts import Failure, Labelled, Metres, Pair, Point, Settings, Shape, Shouting, Size, Square, Stack, Word, Words


def test_named_tuple():
    point = Point(1, 2)
    assert point == (1, 2) and point.x == 1 and point._replace(x=5) == Point(5, 2)
    assert point.label() == "Point: 1,2" and Size(3, 4).label().startswith("Size: ") and Size(3, 4).h == 4


def test_number():
    assert Metres(3) == 3 and Metres(3) + 1 == 4 and Metres(30).label() == "Metres: 2"


def test_mapping():
    settings = Settings(a=1)
    settings["b"] = 2
    assert settings == {"a": 1, "b": 2} and settings.label() == "Settings: 16"


def test_text_and_list():
    assert Word("tea").upper() == "TEA" and Word("tea").label() == "Word: t"
    words = Words(["a"])
    words.append("b")
    assert words == ["a", "b"] and words.label() == "Words: 10"


def test_attributes_of_a_mixin():
    assert Metres(1).many == "Metress" and Metres.plural == Labelled.plural == "s"
    assert isinstance(Labelled.many, property) or Labelled.many is not None


def test_operators_of_a_mixin():
    assert ~Word("tea") == "TEA"


@pytest.mark.parametrize("made", [Point(1, 2), Size(1, 2), Metres(1), Settings(), Word(""), Words(), Failure("x")], ids=range(7))
def test_is_of_the_mixin(made):
    assert isinstance(made, Labelled) and issubclass(type(made), Labelled)
    assert not isinstance(made, Shape)


def test_is_of_the_mixin_and_no_other():
    assert isinstance(Word("a"), Shouting) and not isinstance(Point(1, 2), Shouting)
    assert not isinstance((1, 2), Labelled) and not issubclass(int, Labelled)
    assert Point.__bases__[0] is Labelled and Metres.__mro__ == (Metres, Labelled, int, object)


def test_abstract_mixin():
    assert Square(3).area() == 9 and isinstance(Square(3), Shape) and issubclass(Square, Shape) and Square(3) == 3
    with pytest.raises(TypeError, match="abstract"):
        Shape()


def test_error():
    with pytest.raises(Failure, match="bad") as caught:
        parts.fail()
    assert isinstance(caught.value, ValueError) and caught.value.label() == "Failure: bad"
    with pytest.raises(ValueError):
        raise Failure("mine")


def test_generic():
    assert Stack([1, 2]).top() == 2 and Stack([1]) == [1]
    assert Pair(1, 2).right == 2 and Pair(1, 2) == (1, 2)


def test_results_of_the_standard_library():
    url = parts.split_url("http://a.b/c?d=1")
    assert url == urllib.parse.urlparse("http://a.b/c?d=1") and url.hostname == "a.b" and url[0] == "http"
    assert url.geturl() == "http://a.b/c?d=1"
    found = parts.parse(["-n", "3", "x"])
    assert vars(found) == {"n": 3, "name": "x"} and found.name == "x"
    assert vars(parts.Worker())["jobs"] == ["a"]


def test_times():
    day = parts.day("2020-01-02")
    assert day == time.strptime("2020-01-02", "%Y-%m-%d") and isinstance(day, time.struct_time) and day.tm_yday == 2
    assert parts.year(time.gmtime(0)) == "1970"


def test_archive(tmp_path):
    with parts.archive(tmp_path / "a.zip") as archive:
        assert isinstance(archive, zipfile.ZipFile) and archive.namelist() == ["a.txt"]
        assert archive.read("a.txt") == b"hello" and isinstance(archive.getinfo("a.txt"), zipfile.ZipInfo)


def test_protocol_of_an_attribute():
    class Parcel:
        weight = 3

    assert isinstance(Parcel(), parts.Weighed)
    assert not isinstance(3, parts.Weighed) and not isinstance("", parts.Weighed) and not isinstance([], parts.Weighed)


def test_subclass_with_a_name():
    class Lines(parts.Reader, name="lines"):
        def lines(self):
            return ["first", "second"]

    assert parts.READERS["lines"] is Lines and Lines().read() == "first"
