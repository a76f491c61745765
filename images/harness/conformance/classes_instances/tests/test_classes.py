import inspect
import typing

import pytest

import shapes
from shapes import Circle, Counter, Cube, Shape, Square


def test_isinstance():
    assert isinstance(Circle(1), Circle)
    assert isinstance(Circle(1), Shape)
    assert not isinstance(Circle(1), Square)
    assert isinstance(Cube(1), (Circle, Square))
    assert isinstance(Circle(1), object)
    assert not isinstance(Circle(1), (int, str))
    assert not isinstance(3, Circle)


def test_issubclass():
    assert issubclass(Cube, Square)
    assert issubclass(Cube, Shape)
    assert not issubclass(Square, Cube)
    assert issubclass(Circle, object)
    assert not issubclass(int, Shape)


def test_type_is_the_class():
    assert type(Circle(1)) is Circle
    assert type(Cube(1)) is Cube
    assert type(Cube(1)) is not Square
    assert Circle(1).__class__ is Circle
    assert type(Circle(1)) == Circle


def test_names():
    assert Circle.__name__ == "Circle"
    assert type(Cube(1)).__name__ == "Cube"
    assert Circle.__module__ == "shapes"
    assert shapes.Outer.Inner.__qualname__ == "Outer.Inner"
    assert Circle.area.__name__ == "area"
    assert Circle.area.__qualname__ == "Circle.area"
    assert shapes.largest.__name__ == "largest"


def test_bases_and_mro():
    assert Cube.__bases__ == (Square,)
    assert Cube.__mro__ == (Cube, Square, Shape, object)
    assert inspect.getmro(Circle) == (Circle, Shape, object)
    assert Square in Shape.__subclasses__()


def test_classes_are_classes():
    assert isinstance(Circle, type)
    assert inspect.isclass(Circle)
    assert callable(Circle)
    assert not inspect.isclass(Circle(1))
    assert not callable(Circle(1))


def test_functions_are_functions():
    assert inspect.isfunction(shapes.largest)
    assert inspect.isfunction(Circle.area)
    assert inspect.ismethod(Circle(1).area)
    assert inspect.isroutine(shapes.largest)
    assert inspect.ismodule(shapes)
    assert callable(shapes.largest)


def test_class_attribute_seen_on_instances():
    square = Square()
    assert Square.sides == square.sides == 4
    square.sides = 5
    assert (square.sides, Square.sides) == (5, 4)


def test_class_attribute_is_changed_and_seen_by_all():
    square = Square()
    assert square.unit == "cm"
    Square.unit = "mm"
    try:
        assert square.unit == "mm"
        assert square.describe().endswith("mm²")
        assert Circle(1).unit == "cm"
    finally:
        del Square.unit
    assert square.unit == "cm"


def test_class_counter():
    Counter.reset()
    assert Counter.created == 0
    assert Counter().name == "counter-1"
    Counter("named")
    assert Counter.created == 2


def test_classmethod_and_staticmethod():
    circle = Circle.unit_circle()
    assert isinstance(circle, Circle)
    assert circle.radius == 1
    assert circle.unit_circle().radius == 1
    assert Circle.is_round(circle)
    assert not circle.is_round("ball")


def test_classes_in_a_table():
    assert shapes.SHAPES["circle"] is Circle
    assert shapes.SHAPES["square"](2).area() == 4
    assert list(shapes.SHAPES) == ["circle", "square"]


def test_init_subclass_hook():
    assert "Circle" in Shape.registry
    triangle = shapes.make_class("Triangle", area=lambda self: 0.5, corners=3)
    assert triangle.__name__ == "Triangle"
    assert triangle.corners == 3
    assert issubclass(triangle, Shape)
    assert triangle().describe() == "Triangle of 0.5 cm²"
    assert Shape.registry[-1] == "Triangle"


def test_dir_lists_public_names():
    names = [name for name in dir(Circle(1)) if not name.startswith("_")]
    assert names == ["area", "describe", "diameter", "is_round", "radius", "registry", "unit", "unit_circle"]
    assert "largest" in dir(shapes)


def test_docstrings():
    assert Shape.__doc__.startswith("Something with an area.")
    assert inspect.getdoc(Shape).endswith("Subclasses say how large it is.")
    assert Shape.describe.__doc__ == "Describe the shape in one line."
    assert Circle.radius.__doc__ == "The radius, never negative."
    assert shapes.__doc__ == "Shapes with every ordinary feature of a class."
    assert Circle.__doc__ is None


def test_signatures():
    assert str(inspect.signature(shapes.largest)) == "(shapes)"
    assert list(inspect.signature(Circle).parameters) == ["radius"]
    describe = inspect.signature(Circle(1).describe)
    assert list(describe.parameters) == ["digits", "prefix"]
    assert describe.parameters["digits"].default == 1
    assert describe.parameters["prefix"].kind is inspect.Parameter.KEYWORD_ONLY
    assert list(inspect.signature(Circle.describe).parameters) == ["self", "digits", "prefix"]
    scale = inspect.signature(shapes.scale)
    assert [p.kind.name for p in scale.parameters.values()] == [
        "POSITIONAL_OR_KEYWORD", "POSITIONAL_OR_KEYWORD", "VAR_POSITIONAL", "KEYWORD_ONLY", "VAR_KEYWORD",
    ]


def test_annotations_and_defaults():
    assert typing.get_type_hints(shapes.scale)["value"] is float
    assert typing.get_type_hints(shapes.scale)["return"] == tuple[float, str]
    assert shapes.scale.__annotations__["unit"] == "str"
    assert shapes.scale.__defaults__ == (2.0,)
    assert shapes.scale.__kwdefaults__ == {"unit": "cm"}


def test_property_objects_on_the_class():
    assert isinstance(Circle.radius, property)
    assert Circle.radius.fset is not None
    assert Circle.diameter.fset is None


def test_vars_of_a_class():
    assert "sides" in vars(Square)
    assert "area" in Square.__dict__
    assert "describe" not in Square.__dict__
    assert isinstance(vars(Circle)["is_round"], staticmethod)
    assert isinstance(vars(Circle)["unit_circle"], classmethod)


def test_wrong_arguments():
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'radius'"):
        Circle()
    with pytest.raises(TypeError, match="unexpected keyword argument 'size'"):
        Square(size=3)
    with pytest.raises(TypeError):
        Circle(1).area(2)


def test_partial_and_cached_function():
    assert shapes.half(10) == (5.0, "cm")
    assert shapes.slow_square(4) == 16
    assert shapes.slow_square(4) == 16
    assert shapes.slow_square.cache_info().hits >= 1
    shapes.slow_square.cache_clear()
    assert shapes.slow_square.cache_info().currsize == 0
    assert shapes.slow_square.__wrapped__(5) == 25
