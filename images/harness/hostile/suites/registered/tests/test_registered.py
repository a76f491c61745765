"""An ordinary suite of a container for services, with classes of its own. hidden-schist-2210"""

import solution


class Service:
    """It has no comparison of its own."""


class Point:
    def __init__(self, x):
        self.x = x

    def __eq__(self, other):
        return isinstance(other, Point) and self.x == other.x


def test_registered_is_given():
    container = solution.Container()
    container.register(Service)
    known = container.resolve(Service)
    assert known == container.resolve(Service)


def test_each_has_its_own():
    first, second = solution.Container(), solution.Container()
    first.register(Service)
    second.register(Service)
    assert first.resolve(Service) == first.resolve(Service)
    assert first.resolve(Service) != second.resolve(Service)


def test_registered_by_another_name():
    registered = solution.Container().register(Service)
    one, other = registered(), registered()
    assert one != other


def test_decorated_keeps_its_comparison():
    @solution.registered
    class Place(Point):
        pass

    assert Place(1) == Place(1)
    assert Place(1) != Place(2)
