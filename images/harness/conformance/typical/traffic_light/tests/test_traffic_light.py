import enum

import pytest

from traffic_light import Light, Machine, TransitionError


def test_cycle():
    machine = Machine()
    assert machine.state is Light.RED
    assert [machine.next() for _ in range(4)] == [Light.GREEN, Light.YELLOW, Light.RED, Light.GREEN]


def test_states_are_an_enum():
    assert issubclass(Light, enum.Enum)
    assert [light.name for light in Light] == ["RED", "GREEN", "YELLOW"]
    assert Light.RED.seconds == 30
    assert Light("green") is Light.GREEN


def test_forbidden_transition():
    machine = Machine()
    with pytest.raises(TransitionError, match="cannot go from red to yellow") as caught:
        machine.go(Light.YELLOW)
    assert caught.value.source is Light.RED
    assert caught.value.target is Light.YELLOW
    assert machine.state is Light.RED


def test_history_and_callback():
    seen = []
    machine = Machine(on_change=lambda old, new: seen.append((old, new)))
    machine.go(Light.GREEN)
    machine.go(Light.YELLOW)
    assert seen == [(Light.RED, Light.GREEN), (Light.GREEN, Light.YELLOW)]
    assert machine.history == [Light.RED, Light.GREEN, Light.YELLOW]


def test_total_time():
    machine = Machine()
    for _ in range(3):
        machine.next()
    assert sum(light.seconds for light in machine.history) == 30 + 25 + 5 + 30


@pytest.mark.parametrize("name", ["RED", "GREEN", "YELLOW"])
def test_starting_anywhere(name):
    assert Machine(start=Light[name]).state.name == name
