import math

import pytest

import shapes
from shapes import Account, Circle, Counter, Dynamic, Node, Outer, Singleton, Slotted, Square


def test_construct_and_call():
    circle = Circle(2)
    assert circle.radius == 2
    assert circle.area() == pytest.approx(4 * math.pi)
    assert Square().side == 1
    assert Square(side=5).area() == 25


def test_property_is_set_and_checked():
    circle = Circle(1)
    circle.radius = 4
    assert circle.diameter == 8
    with pytest.raises(ValueError, match="must not be negative"):
        circle.radius = -1
    assert circle.radius == 4


def test_constructor_uses_the_property():
    with pytest.raises(ValueError):
        Circle(-1)


def test_read_only_property():
    circle = Circle(1)
    with pytest.raises(AttributeError):
        circle.diameter = 3


def test_property_is_deleted():
    circle = Circle(9)
    del circle.radius
    assert circle.radius == 0


def test_new_attribute_can_be_added_and_removed():
    square = Square(2)
    square.colour = "red"
    assert square.colour == "red"
    assert vars(square) == {"side": 2, "colour": "red"}
    del square.colour
    assert not hasattr(square, "colour")
    with pytest.raises(AttributeError):
        square.colour


def test_missing_attribute_message():
    with pytest.raises(AttributeError, match="'Square' object has no attribute 'radius'"):
        Square().radius


def test_hasattr_getattr_setattr_delattr():
    square = Square(2)
    assert hasattr(square, "area")
    assert not hasattr(square, "volume")
    assert getattr(square, "volume", None) is None
    setattr(square, "side", 6)
    assert getattr(square, "side") == 6
    delattr(square, "side")
    assert not hasattr(square, "side")


def test_private_name_is_mangled():
    account = Account("ann", 10)
    assert account.deposit(5) == 15
    assert account.balance == 15
    with pytest.raises(AttributeError):
        account.__balance
    assert account._Account__balance == 15
    with pytest.raises(AttributeError):
        account.balance = 0


def test_methods_chain_and_return_self():
    square = Square(1)
    assert square.grow() is square
    assert square.grow(2).grow(by=3).side == 7


def test_bound_method_remembers_its_instance():
    grow = Square(1).grow
    assert callable(grow)
    assert grow(4).side == 5
    assert grow.__self__.side == 5
    assert grow.__name__ == "grow"
    assert Square.area(Square(3)) == 9


def test_repr_and_str():
    assert repr(Circle(2)) == "Circle(radius=2)"
    assert str(Circle(2)) == "Circle(radius=2)"
    assert str(Square(3)) == "square 3"
    assert f"{Square(3)}" == "square 3"
    assert "shapes.Square object" in repr(Square(3))


def test_inherited_method_calls_override():
    assert Circle(1).describe() == "Circle of 3.1 cm²"
    assert Square(2).describe(0, prefix="a ") == "a Square of 4 cm²"
    assert shapes.Cube(2).describe() == "Cube of 24.0 cm²"


def test_abstract_method_raises():
    with pytest.raises(NotImplementedError, match="area"):
        shapes.Shape().area()


def test_slots_refuse_other_attributes():
    point = Slotted(1, 2)
    point.x = 5
    assert (point.x, point.y) == (5, 2)
    with pytest.raises(AttributeError):
        point.z = 3
    assert not hasattr(point, "__dict__")


def test_dynamic_attributes():
    thing = Dynamic(size=3)
    assert thing.size == 3
    thing.colour = "blue"
    assert thing.colour == "blue"
    del thing.colour
    with pytest.raises(AttributeError, match="no colour here"):
        thing.colour
    with pytest.raises(AttributeError, match="private"):
        thing._secret = 1


def test_cached_property_is_computed_once():
    counter = Counter("c")
    assert counter.token == "c!"
    assert counter.token == "c!"
    assert counter.computed == 1


def test_same_object_is_the_same_object():
    assert Singleton() is Singleton()
    assert shapes.DEFAULT is shapes.DEFAULT
    big = Square(9)
    assert shapes.largest([Circle(1), big, Square(2)]) is big


def test_links_between_objects():
    root = Node("root")
    child = root.add("child")
    leaf = child.add("leaf")
    assert leaf.parent is child
    assert leaf.parent.parent is root
    assert root.parent is None
    assert root.children[0] is child
    assert [node.value for node in root.children] == ["child"]


def test_link_is_set_from_outside():
    a, b = Node("a"), Node("b")
    b.parent = a
    a.children.append(b)
    assert b.parent is a
    assert a.children[0] is b


def test_objects_in_containers():
    first, second = Square(1), Square(2)
    names = {first: "one", second: "two"}
    assert names[first] == "one"
    assert first in [first] and first not in [second]
    assert [first, second].index(second) == 1
    assert len({first, second, first}) == 2
    assert sorted([second, first], key=lambda square: square.side) == [first, second]


def test_instances_differ_by_default():
    assert Square(1) != Square(1)
    square = Square(1)
    assert square == square
    assert not square != square


def test_nested_class():
    assert Outer.Inner().name() == "Outer.Inner"
    assert isinstance(Outer().make(), Outer.Inner)


def test_match_statement_on_a_class():
    match Circle(3):
        case Circle(radius=r):
            assert r == 3
        case _:
            pytest.fail("no match")
