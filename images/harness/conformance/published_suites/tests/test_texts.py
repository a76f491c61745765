from things import *

import pytest

TEXTS = [
    "assert convert(1) == (1.0, 0.0)",
    "assert convert(2 + 3j) == (2.0, 3.0)",
    "assert slow(4) == 4",
]


@pytest.mark.parametrize("text", TEXTS)
def test_assertions_as_texts(text):
    exec(text, globals())


@pytest.fixture(scope="module")
def namespace():
    found = {"__name__": "tests"}
    exec("from things import *", found)
    return found


@pytest.mark.parametrize("text", TEXTS)
def test_assertions_in_a_namespace(text, namespace):
    exec(text, namespace)


def test_what_is_exported():
    found = {}
    exec("from things import *", found)
    assert "Settings" in found and "slow" in found and "_only" not in found


@pytest.mark.parametrize("n", [1, 10, 1_000_000])
def test_a_case_that_takes_too_long(n):
    if n > 1000:
        pytest.skip("takes too long")
    assert slow(n) == n
