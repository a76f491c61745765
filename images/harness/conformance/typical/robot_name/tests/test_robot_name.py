import random
import re

import pytest

from robot_name import Robot

PATTERN = re.compile(r"^[A-Z]{2}\d{3}$")


def test_name_has_the_right_form():
    assert PATTERN.match(Robot().name)


def test_name_sticks():
    robot = Robot()
    assert robot.name == robot.name


def test_names_differ():
    assert len({Robot().name for _ in range(50)}) == 50


def test_reset_gives_a_new_name():
    random.seed(3)
    robot = Robot()
    first = robot.name
    robot.reset()
    assert PATTERN.match(robot.name)
    assert robot.name != first


def test_reset_with_the_same_seed_still_gives_a_new_name():
    seed = "totally random"
    random.seed(seed)
    robot = Robot()
    first = robot.name
    random.seed(seed)
    robot.reset()
    assert robot.name != first


def test_name_is_read_only():
    with pytest.raises(AttributeError):
        Robot().name = "AA000"
