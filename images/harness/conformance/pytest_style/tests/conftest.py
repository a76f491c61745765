import pathlib

import pytest

import kitchen


@pytest.fixture
def pan():
    pan = kitchen.Pan()
    yield pan
    pan.wash()
    assert not pan.dirty


@pytest.fixture(scope="module")
def shared_oven():
    return kitchen.Oven()


@pytest.fixture(scope="session")
def session_log():
    return []


@pytest.fixture
def recipe_text():
    return (pathlib.Path(__file__).parent / "data" / "recipe.txt").read_text(encoding="utf-8")


@pytest.fixture
def make_pan():
    made = []

    def make(**options):
        made.append(kitchen.Pan(**options))
        return made[-1]

    yield make
    for pan in made:
        pan.wash()


@pytest.fixture(params=["small", "big"])
def any_pan(request):
    return kitchen.Pan() if request.param == "small" else kitchen.BigPan()


def pytest_generate_tests(metafunc):
    if "generated" in metafunc.fixturenames:
        metafunc.parametrize("generated", [1, 2, 3])
