import unittest

import door
from door import CLOSED, NORTH, OPEN, SOUTH, STUCK, Door, try_all


class DoorTest(unittest.TestCase):
    def test_states_are_the_constants(self):
        self.assertIs(Door().push(), OPEN)
        self.assertIs(Door().push(times=2), CLOSED)
        self.assertIs(Door().push(), door.OPEN)

    def test_attributes_are_the_constants(self):
        made = Door()
        self.assertIs(made.side, NORTH)
        made.turn()
        self.assertIs(made.side, SOUTH)
        self.assertIsNot(made.side, NORTH)

    def test_message_of_two_words(self):
        self.assertIs(try_all([]), STUCK)

    def test_open_if_any_is(self):
        self.assertEqual(try_all([Door(), Door(SOUTH)]), "open")
