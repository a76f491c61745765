import pytest

from rational_numbers import Rational


@pytest.mark.parametrize("a, b, total", [
    ((1, 2), (2, 3), (7, 6)),
    ((1, 2), (-2, 3), (-1, 6)),
    ((1, 2), (-1, 2), (0, 1)),
])
def test_addition(a, b, total):
    assert Rational(*a) + Rational(*b) == Rational(*total)


def test_reduced_to_lowest_terms():
    value = Rational(-6, -8)
    assert (value.numerator, value.denominator) == (3, 4)
    value = Rational(3, -9)
    assert (value.numerator, value.denominator) == (-1, 3)


def test_zero_denominator():
    with pytest.raises(ZeroDivisionError, match="denominator must not be zero"):
        Rational(1, 0)


def test_multiplication_and_division():
    assert Rational(1, 2) * Rational(2, 3) == Rational(1, 3)
    assert Rational(1, 2) / Rational(-2, 3) == Rational(-3, 4)


def test_power():
    assert Rational(-1, 2) ** 3 == Rational(-1, 8)
    assert Rational(1, 2) ** -3 == Rational(8, 1)
    assert 8 ** Rational(4, 3) == pytest.approx(16.0)


def test_ordering():
    assert Rational(1, 3) < Rational(1, 2)
    assert max([Rational(1, 3), Rational(3, 4), Rational(1, 2)]) == Rational(3, 4)
    assert sorted([Rational(2, 1), Rational(1, 2)])[0] == Rational(1, 2)


def test_text_and_conversion():
    assert str(Rational(2, 4)) == "1/2"
    assert float(Rational(1, 4)) == 0.25
    assert abs(Rational(-1, 2)) == Rational(1, 2)


def test_equal_rationals_have_equal_hashes():
    assert len({Rational(1, 2), Rational(2, 4)}) == 1
