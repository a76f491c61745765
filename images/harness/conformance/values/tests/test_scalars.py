import math

import pytest

import solution

SCALARS = [
    None, True, False, 0, -1, 255, 2**31, 2**63, -(2**64), 10**40,
    0.0, 1.5, -2.25, 1e308, 5e-324, complex(1, -2), complex(0.0, -0.0),
    "", "plain", "é ü 漢字 🙂", "a\x00b", "line\r\nline", b"", b"\x00\xff", bytearray(b"abc"),
]


@pytest.mark.parametrize("value", SCALARS, ids=[str(n) for n in range(len(SCALARS))])
def test_scalar_comes_back_equal_and_of_the_same_type(value):
    result = solution.identity(value)
    assert result == value
    assert type(result) is type(value)


def test_scalar_types_arrive_exactly():
    values = [None, True, 1, 1.0, 1j, "s", b"b", bytearray(b"b")]
    assert solution.kinds(values) == ["NoneType", "bool", "int", "float", "complex", "str", "bytes", "bytearray"]


def test_singletons_keep_their_identity():
    assert solution.identity(None) is None
    assert solution.identity(True) is True
    assert solution.identity(...) is ...
    assert solution.sentinel_for(True) is NotImplemented
    assert solution.sentinel_for(False) is ...


def test_negative_zero_keeps_its_sign_both_ways():
    assert math.copysign(1, solution.identity(-0.0)) == -1
    assert solution.split_sign(-0.0) == (-1.0, 0.0)


def test_nan_and_infinity():
    assert math.isnan(solution.identity(float("nan")))
    assert solution.identity([math.inf, -math.inf]) == [math.inf, -math.inf]
    assert math.isnan(solution.identity({"x": (math.nan,)})["x"][0])


def test_huge_integers_beyond_the_string_limit():
    expected = math.factorial(3000)
    assert solution.factorial(3000) == expected
    assert solution.digits(10**5000 + 7) == 5001
    assert solution.identity(-(10**6000)) == -(10**6000)


def test_integer_result_is_not_a_float():
    result = solution.halves(6)
    assert result == (3, 0)
    assert type(result[0]) is int


def test_lone_surrogates_cross():
    assert solution.identity("\ud800 and \udfff") == "\ud800 and \udfff"
    assert solution.kind("\udc80") == "str"


def test_bytes_are_not_text():
    assert solution.checksum(b"\x01\x02\xff") == 2
    assert solution.checksum(bytearray([1, 2, 3])) == 6


def test_large_string():
    text = solution.repeat("0123456789", 1_000_000)
    assert len(text) == 10_000_000
    assert text[-10:] == "0123456789"
    assert solution.kind(text) == "str"


def test_large_list():
    values = solution.numbers(1_000_000)
    assert len(values) == 1_000_000
    assert values[-1] == 999_999
    assert solution.total(values[:1000]) == 499_500
