"""Classes of the test that the solution's decorators change."""
import pytest

import decorated
from decorated import add_comparison, auto_init, auto_repr, counted, deprecated, record, total, traced, with_ordering


@total
class Card:
    def __init__(self, value):
        self.value = value

    def __eq__(self, other):
        return self.value == other.value

    def __lt__(self, other):
        return self.value < other.value


def test_the_rest_of_an_ordering():
    assert Card(2) > Card(1)
    assert Card(1) >= Card(1)
    assert Card(1) <= Card(2)
    assert not Card(1) > Card(2)
    assert not Card(1) > Card(1)
    assert sorted([Card(2), Card(1)])[0].value == 1


def test_an_ordering_by_functools():
    @with_ordering
    class Version:
        def __init__(self, number):
            self.number = number

        def __eq__(self, other):
            return self.number == other.number

        def __lt__(self, other):
            return self.number < other.number

    assert Version(2) > Version(1)
    assert Version(1) <= Version(1)
    assert not Version(1) >= Version(2)


def test_comparisons():
    @add_comparison("name")
    class Named:
        def __init__(self, name):
            self.name = name

    assert Named("a") == Named("a")
    assert Named("a") != Named("b")
    assert Named("a") < Named("b")
    assert Named("b") >= Named("a")
    assert len({Named("a"), Named("a"), Named("b")}) == 2
    assert min([Named("b"), Named("a")]).name == "a"


def test_a_record():
    @auto_repr
    @record
    class Point:
        x: int
        y: int = 5

    assert Point(1) == Point(1, 5)
    assert Point(1) != Point(2)
    assert Point(1) != (1, 5)
    assert repr(Point(1)) == "Point(x=1, y=5)"


def test_a_constructor():
    @auto_init("x", "y")
    class Point:
        pass

    point = Point(1, y=2)
    assert (point.x, point.y) == (1, 2)


def test_methods_are_traced():
    @traced
    class Sums:
        def add(self, a, b):
            return a + b

        @staticmethod
        def two():
            return 2

        @classmethod
        def name(cls):
            return cls.__name__

        @property
        def five(self):
            return 5

    sums = Sums()
    assert sums.add(1, 2) == 3
    assert (sums.two(), Sums.two(), Sums.name(), sums.five) == (2, 2, "Sums", 5)
    assert Sums.log == ["add"]


def test_a_warning():
    @deprecated("use New")
    class Old:
        def __init__(self, x):
            self.x = x

    with pytest.warns(DeprecationWarning, match="use New"):
        old = Old(3)
    assert old.x == 3
    assert Old.__name__ == "Old"


def test_instances_are_counted():
    @counted
    class Thing:
        pass

    Thing()
    Thing()
    assert Thing.instances == 2
    assert decorated.names() == ["Thing"]


@decorated.checked
class Film:
    title: str
    year: int


def test_fields_are_checked():
    film = Film(title="Up", year=2009)
    assert (film.title, film.year) == ("Up", 2009)
    film.year = 2010
    assert vars(film) == film._asdict() == {"title": "Up", "year": 2010}
    with pytest.raises(TypeError, match="year is to be int"):
        film.year = "late"
    with pytest.raises(TypeError, match="title is to be str"):
        Film(title=1)
    with pytest.raises(AttributeError, match="no field 'director'"):
        film.director = "x"
    assert film.year == 2010


@decorated.closed
class Place:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def moved(self, by):
        return Place(self.x + by, self.y)


def test_instances_are_closed():
    place = Place(1, 2)
    assert (place.x, place.y) == (1, 2)
    with pytest.raises(AttributeError, match="cannot change 'x'"):
        place.x = 3
    with pytest.raises(AttributeError, match="cannot change 'y'"):
        del place.y
    assert place.moved(4).x == 5
    assert place.x == 1


class Shape:
    def area(self):
        """How large it is."""

    def name(self):
        pass


def test_documentation_of_methods():
    @decorated.documented_as(Shape)
    class Square(Shape):
        def area(self):
            return 4

        def name(self):
            return "square"

    assert Square.area.__doc__ == "How large it is."
    assert Square.name.__doc__ is None
    assert Square().area() == 4
