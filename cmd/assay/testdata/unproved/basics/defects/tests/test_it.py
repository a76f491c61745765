import assay
import solution


def test_double():
    value = solution.double(4)
    assay.bound(value, at_most=9, unit="cm", message="the double of 4")
    assert value == 8


def test_of_nothing():
    assert solution.double(0) == 0


def test_that_nothing_trips():
    assert solution.double
