import collections
import datetime
from decimal import Decimal

import pytest

import special
from special import AttrDict, Bag, Blocks, Buffer, CaseInsensitive, Celsius, Circular, Euro, Holiday
from special import Names, Percent, Recent, Rgb, Slug, Stack, Tags, Tree, Typed


def test_str_subclass_is_text():
    slug = Slug("Hello World")
    assert slug == "hello-world"
    assert isinstance(slug, str)
    assert isinstance(slug, Slug)
    assert type(slug) is Slug
    assert slug.upper() == "HELLO-WORLD"
    assert slug[:5] == "hello"
    assert f"/{slug}/" == "/hello-world/"
    assert len(slug) == 11


def test_str_subclass_has_its_own_methods():
    slug = Slug("Hello World")
    assert slug.words == ["hello", "world"]
    assert slug.shout() == "hello-world!"
    assert type(slug.shout()) is Slug
    assert slug + " Again" == "hello-world-again"


def test_str_subclass_in_containers():
    slugs = special.slugs(["A b", "C"])
    assert slugs == ["a-b", "c"]
    assert {"a-b": 1}[slugs[0]] == 1
    assert "c" in slugs
    assert all(isinstance(slug, Slug) for slug in slugs)
    assert sorted(slugs, reverse=True) == ["c", "a-b"]


def test_int_subclass_is_a_number():
    percent = Percent(40)
    assert percent == 40
    assert percent + 2 == 42
    assert percent.of(50) == 20
    assert repr(percent) == "40%"
    assert f"{percent}" == "40%"
    assert isinstance(percent, int)
    assert list(range(Percent(2))) == [0, 1]
    with pytest.raises(ValueError, match="not a percentage: 101"):
        Percent(101)


def test_float_subclass():
    assert Celsius(100).fahrenheit == 212
    assert Celsius(20.5) == 20.5
    assert round(Celsius(20.46), 1) == 20.5
    assert Celsius(1) < Celsius(2)


def test_overridden_absolute_value():
    assert abs(Blocks(3, -4)) == 7
    assert abs(Blocks(3, -4) - Blocks(3, -4)) < 1e-9
    assert Blocks(3, -4) == pytest.approx(3 - 4j)


def test_list_subclass_with_methods():
    stack = Stack()
    assert stack.is_empty
    stack.push(1).push(2)
    assert stack == [1, 2]
    assert stack.peek() == 2
    assert len(stack) == 2
    assert stack.pop() == 2
    assert stack == [1]
    with pytest.raises(IndexError, match="peek at an empty stack"):
        Stack().peek()


def test_list_subclass_with_list_methods():
    stack = Stack([3, 1, 2])
    stack.sort()
    stack.append(4)
    stack[0] = 10
    del stack[1]
    assert stack == [10, 3, 4]
    assert stack.peek() == 4
    assert [item for item in stack] == [10, 3, 4]
    assert 3 in stack
    assert stack[::-1] == [4, 3, 10]
    assert sum(stack) == 17


def test_list_subclass_as_an_argument():
    stack = Stack([0])
    special.push_all(stack, [1, 2])
    assert stack == [0, 1, 2]
    assert special.kind(stack) == "Stack"


def test_overridden_list_methods():
    numbers = Typed([1, 2])
    numbers.append(3)
    with pytest.raises(TypeError, match="integers only"):
        numbers.append("4")
    with pytest.raises(TypeError):
        numbers[0] = "x"
    with pytest.raises(TypeError):
        numbers.extend([1, None])
    assert numbers == [1, 2, 3, 1]
    with pytest.raises(TypeError):
        Typed(["a"])


def test_dict_subclass_with_attributes():
    options = AttrDict(debug=True)
    options.port = 80
    assert options == {"debug": True, "port": 80}
    assert options.debug is True
    assert options["port"] == 80
    options["host"] = "localhost"
    assert options.host == "localhost"
    with pytest.raises(AttributeError):
        options.missing
    with pytest.raises(KeyError):
        options["missing"]


def test_dict_subclass_methods():
    options = AttrDict(a=1, b=2)
    assert sorted(options.items()) == [("a", 1), ("b", 2)]
    assert options.pop("a") == 1
    options.update(c=3)
    assert list(options) == ["b", "c"]
    assert {**options} == {"b": 2, "c": 3}
    assert options | {"d": 4} == {"b": 2, "c": 3, "d": 4}
    assert isinstance(options, dict)


def test_user_dict():
    headers = CaseInsensitive({"Content-Type": "text/html"})
    headers["ACCEPT"] = "*/*"
    assert headers["content-TYPE"] == "text/html"
    assert "Accept" in headers
    assert sorted(headers) == ["accept", "content-type"]
    assert len(headers) == 2
    assert headers.get("missing", "none") == "none"
    assert dict(headers) == {"content-type": "text/html", "accept": "*/*"}
    assert isinstance(headers, collections.UserDict)
    assert not isinstance(headers, dict)


def test_user_list():
    ring = Circular([1, 2, 3])
    assert ring[4] == 2
    assert ring[-1] == 3
    assert list(ring[:2]) == [1, 2]
    ring.append(4)
    assert ring[7] == 4
    assert len(ring) == 4
    assert isinstance(ring, collections.UserList)


def test_counter_subclass():
    bag = Bag("mississippi")
    bag.update("sss")
    assert bag["s"] == 7
    assert bag["x"] == 0
    assert bag.heaviest() == "s"
    assert bag.most_common(1) == [("s", 7)]
    assert bag == collections.Counter("mississippisss")


def test_ordered_dict_subclass_forgets_the_oldest():
    recent = Recent(2)
    recent["a"] = 1
    recent["b"] = 2
    recent["a"] = 3
    recent["c"] = 4
    assert list(recent.items()) == [("a", 3), ("c", 4)]
    assert recent.size == 2


def test_defaultdict_subclass():
    tree = Tree()
    tree["animals"]["cat"]["name"] = "Tom"
    assert tree == {"animals": {"cat": {"name": "Tom"}}}
    assert list(tree["animals"]) == ["cat"]


def test_set_subclass():
    tags = Tags()
    tags.add(" Red ")
    tags.add("red")
    assert tags == {"red"}
    assert "red" in tags
    assert tags | {"blue"} == {"red", "blue"}
    assert isinstance(tags, set)


def test_tuple_subclass():
    colour = Rgb(255, 100, 0)
    assert colour == (255, 100, 0)
    assert colour.green == 100
    assert colour.invert() == (0, 155, 255)
    assert type(colour.invert()) is Rgb
    red, green, blue = colour
    assert blue == 0
    assert hash(colour) == hash((255, 100, 0))


def test_library_value_subclasses():
    assert str(Euro("3.5")) == "3.50 €"
    assert Euro("3.5") == Decimal("3.5")
    assert Euro("1") + Decimal("2") == Decimal("3")
    holiday = Holiday(2024, 12, 25)
    assert not holiday.weekend
    assert holiday == datetime.date(2024, 12, 25)
    assert holiday.isoformat() == "2024-12-25"
    assert Holiday(2024, 6, 1).weekend


def test_bytearray_and_frozenset_subclasses():
    buffer = Buffer(b"ab")
    assert buffer.write(b"cde") == 3
    assert buffer == b"abcde"
    assert buffer[0] == 97
    names = Names(["Zoe", "ann"])
    assert names.initials() == ["Z", "a"]
    assert names == {"ann", "Zoe"}


def test_isinstance_of_subclasses_on_the_other_side():
    assert special.is_slug(Slug("x"))
    assert not special.is_slug("x")
    assert special.kind(Slug("x")) == "Slug"
    assert special.kind(Percent(1)) == "Percent"


def test_extra_attributes_on_a_builtin_subclass():
    stack = Stack([1])
    stack.name = "numbers"
    stack.push(2)
    assert stack.name == "numbers"
    assert stack == [1, 2]


def test_two_subclass_instances_compare_like_their_base():
    assert Stack([1]) == Stack([1])
    assert Stack([1]) != Stack([2])
    assert Slug("A") == Slug("a")
    assert Stack([1]) is not Stack([1])
