import math

import pytest

import kitchen
from kitchen import BigPan, Pan, chop, reverse, scale, shout, to_celsius, to_fahrenheit


@pytest.mark.parametrize("celsius, fahrenheit", [(0, 32), (100, 212), (-40, -40), (36.6, 97.88)])
def test_conversion(celsius, fahrenheit):
    assert to_fahrenheit(celsius) == pytest.approx(fahrenheit)
    assert to_celsius(fahrenheit) == pytest.approx(celsius)


@pytest.mark.parametrize("word", ["", "a", "abc"], ids=["empty", "one", "three"])
@pytest.mark.parametrize("size", [1, 2])
def test_stacked(word, size):
    assert "".join(chop(word, size)) == word


@pytest.mark.parametrize("function, expected", [(reverse, "cba"), (shout, "ABC"), (len, 3)])
def test_functions_as_parameters(function, expected):
    assert function("abc") == expected


@pytest.mark.parametrize("cls", [Pan, BigPan])
def test_classes_as_parameters(cls):
    assert isinstance(cls(), Pan)
    assert cls().contents == []


@pytest.mark.parametrize("name", ["to_celsius", "to_fahrenheit"])
def test_names_as_parameters(name):
    assert callable(getattr(kitchen, name))
    assert getattr(kitchen, name)(-40) == -40


@pytest.mark.parametrize("pan", [5, 50], indirect=True)
def test_indirect(pan):
    assert pan.size in (5, 50)


@pytest.fixture
def pan(request):
    return Pan(size=getattr(request, "param", 1))


def test_without_parameter(pan):
    assert pan.size == 1


@pytest.mark.parametrize(
    "factor, expected",
    [
        pytest.param(2, {"flour": 4, "milk": 1.0}, id="double"),
        pytest.param(0.5, {"flour": 1, "milk": 0.25}, id="half"),
        pytest.param(0, {"flour": 0, "milk": 0}, id="none"),
    ],
)
def test_scale(factor, expected):
    assert scale({"flour": 2, "milk": 0.5}, factor) == expected


@pytest.mark.parametrize("rounder", ["up", "down", "near"])
def test_functions_in_a_dict(rounder):
    expected = {"up": 3, "down": 2, "near": 3}
    assert kitchen.ROUNDERS[rounder](2.6) == expected[rounder]


def test_generated(generated):
    assert chop("x" * generated) == ["x"] * generated


@pytest.mark.parametrize("degrees, error", [(301, ValueError), ("hot", TypeError)])
def test_errors(degrees, error):
    with pytest.raises(error):
        kitchen.Oven().heat(degrees)


def test_approx_of_containers():
    assert [to_celsius(f) for f in (32, 33, 34)] == pytest.approx([0, 0.5556, 1.1111], abs=1e-4)
    assert {"area": Pan().area()} == pytest.approx({"area": 314.159}, rel=1e-5)
    assert BigPan().area() == pytest.approx(1256.6, abs=0.1)
    assert to_celsius(32.1) != pytest.approx(0, abs=1e-3)


def test_explicit_fail_and_raise():
    with pytest.raises(pytest.fail.Exception):
        pytest.fail("on purpose")
    with pytest.raises((ValueError, TypeError)):
        kitchen.parse_line("nothing")


def test_raises_with_a_callable():
    pytest.raises(ValueError, kitchen.parse_line, "x")
    info = pytest.raises(ValueError, kitchen.Oven().heat, 999)
    assert "999" in str(info.value)


def test_raises_check():
    with pytest.raises(ValueError) as info:
        kitchen.Oven().heat(500)
    info.match("too hot")
    assert info.typename == "ValueError"
    assert "kitchen" in str(info.traceback[-1].path) or info.traceback


@pytest.mark.skip(reason="never")
def test_skipped():
    raise AssertionError


@pytest.mark.skipif(math.pi > 3, reason="pi is large")
def test_skipped_if():
    raise AssertionError


@pytest.mark.xfail(reason="known", strict=False)
def test_expected_to_fail():
    assert reverse("ab") == "ab"


def test_skipping_while_running():
    if not hasattr(kitchen, "microwave"):
        pytest.skip("no microwave")
    raise AssertionError


def test_import_or_skip():
    assert pytest.importorskip("kitchen").MENU == ["soup", "pie"]


@pytest.mark.parametrize("values", [[1, 2], (3,)])
@pytest.mark.parametrize("kind", [list, tuple])
def test_values_as_parameters(values, kind):
    pan = Pan().add(*values)
    assert kind(pan.contents) == kind(values)
