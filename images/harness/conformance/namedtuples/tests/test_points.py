import copy
import pickle

import pytest

import points
from points import Movie, Pixel, Point, Segment, Version


def test_fields_by_name_and_index():
    point = Point(3, 4)
    assert (point.x, point.y) == (3, 4)
    assert (point[0], point[-1]) == (3, 4)
    assert point.distance() == 5.0


def test_is_a_tuple():
    assert Point(1, 2) == (1, 2)
    assert isinstance(Point(1, 2), tuple)
    assert isinstance(Point(1, 2), Point)
    assert len(Point(1, 2)) == 2
    assert hash(Point(1, 2)) == hash((1, 2))
    assert {(1, 2): "x"}[Point(1, 2)] == "x"


def test_unpacking():
    x, y = Point(1, 2)
    assert (x, y) == (1, 2)
    a, *rest = Pixel(1, 2)
    assert (a, rest) == (1, [2, "black"])


def test_defaults():
    assert Point(5) == (5, 0.0)
    assert Pixel(1, 2).colour == "black"
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'x'"):
        Point()


def test_repr():
    assert repr(Point(1, 2)) == "Point(x=1, y=2)"
    assert str(Pixel(1, 2, "red")) == "Pixel(x=1, y=2, colour='red')"
    assert str(Version(1, 2)) == "v1.2"
    assert repr(Version(1, 2)) == "Version(major=1, minor=2)"


def test_cannot_be_changed():
    point = Point(1, 2)
    with pytest.raises(AttributeError):
        point.x = 5
    with pytest.raises(TypeError):
        point[0] = 5


def test_fields_replace_and_asdict():
    assert Point._fields == ("x", "y")
    assert Pixel._field_defaults == {"colour": "black"}
    assert Point(1, 2)._replace(y=9) == Point(1, 9)
    assert Point(1, 2)._asdict() == {"x": 1, "y": 2}
    assert Point._make([7, 8]) == Point(7, 8)


def test_methods_and_properties():
    assert Point(1, 2).mirrored == Point(2, 1)
    assert Point.parse("1.5,2").x == 1.5
    assert type(Point.parse("1,2")) is Point
    assert Point.__doc__ == "A point in the plane."


def test_nested():
    segment = Segment(Point(0, 0), Point(2, 4))
    assert segment.middle() == Point(1, 2)
    assert segment.end.x == 2
    assert segment == ((0, 0), (2, 4))
    (x0, _), (x1, _) = segment
    assert (x0, x1) == (0, 2)


def test_returned_in_containers():
    low, high = points.bounds([Point(1, 5), Point(4, 2)])
    assert low == Point(1, 2)
    assert isinstance(high, Point)
    assert high.distance() == pytest.approx(6.403, abs=0.001)


def test_plain_tuples_are_not_points():
    assert points.bounds([(1, 5), (4, 2)]) == ((1, 2), (4, 5))
    assert not isinstance((1, 2), Point)


def test_as_an_argument():
    pixel = Pixel(1, 2)
    assert points.recolour(pixel, "red") == Pixel(1, 2, "red")
    assert pixel.colour == "black"


def test_ordering_and_sorting():
    assert Point(1, 2) < Point(1, 3)
    assert sorted([Point(2, 1), Point(1, 9)]) == [Point(1, 9), Point(2, 1)]
    assert max(Version(1, 9), Version(1, 10)) == Version(1, 10)
    assert Version(1, 2) > (1, 1)


def test_subclass_of_a_namedtuple():
    version = Version(1, 2)
    assert version.bump() == Version(1, 3)
    assert type(version.bump()) is Version
    assert str(version.bump()) == "v1.3"
    assert f"{version}" == "v1.2"


def test_subclass_of_the_test_makes_its_own():
    class Grey(Pixel):
        def __new__(cls, x, y=0):
            return super().__new__(cls, x, y, "grey")

        def shown(self):
            return f"{self.colour} at {self.x}, {self.y}"

    class Release(Version):
        def __new__(cls, text):
            return super().__new__(cls, *map(int, text.split(".")))

    assert Grey(3) == (3, 0, "grey") and Grey(3).shown() == "grey at 3, 0"
    assert Release("1.2").major == 1 and str(Release("1.2")) == "v1.2"
    assert isinstance(Release("1.2"), Version) and Release("1.2") < Version(1, 3)
    assert str(Release("1.2").bump()) == "v1.3"


def test_slicing_and_concatenation_give_plain_tuples():
    assert Pixel(1, 2)[:2] == (1, 2)
    assert type(Pixel(1, 2)[:2]) is tuple
    assert Point(1, 2) + (3,) == (1, 2, 3)
    assert 2 in Point(1, 2)


def test_copy_and_pickle():
    point = Point(1, 2)
    assert copy.copy(point) == point
    assert copy.deepcopy([point]) == [Point(1, 2)]
    again = pickle.loads(pickle.dumps(point))
    assert again == point and isinstance(again, Point)


def test_typed_dict_is_a_dict():
    movie = points.movie("Alien", 1979)
    assert movie == {"title": "Alien", "year": 1979}
    assert type(movie) is dict
    assert Movie(title="Dune") == {"title": "Dune"}
    assert Movie.__annotations__ == {"title": str, "year": int}


def test_match_statement():
    match points.bounds([Point(0, 0), Point(1, 1)]):
        case (Point(x=0), Point(x=x)):
            assert x == 1
        case _:
            pytest.fail("no match")
