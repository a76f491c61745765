import copy
import unittest

from zipper import Zipper

TREE = {
    "value": 1,
    "left": {"value": 2, "left": None, "right": {"value": 3, "left": None, "right": None}},
    "right": {"value": 4, "left": None, "right": None},
}


class ZipperTest(unittest.TestCase):
    def setUp(self):
        self.initial = copy.deepcopy(TREE)
        self.zipper = Zipper.from_tree(self.initial)

    def test_data_is_retained(self):
        self.assertEqual(self.zipper.to_tree(), TREE)

    def test_walk(self):
        self.assertEqual(self.zipper.left().right().value(), 3)
        self.assertIsNone(self.zipper.left().left())

    def test_up_again(self):
        self.assertEqual(self.zipper.left().right().up().up().right().value(), 4)
        self.assertIsNone(self.zipper.up())

    def test_set_value(self):
        changed = self.zipper.left().set_value(5)
        self.assertEqual(changed.to_tree()["left"]["value"], 5)
        self.assertEqual(changed.value(), 5)

    def test_set_value_leaves_the_original_alone(self):
        self.zipper.left().set_value(5)
        self.assertEqual(self.zipper.to_tree(), TREE)
        self.assertEqual(self.initial, TREE)

    def test_set_subtree(self):
        leaf = {"value": 9, "left": None, "right": None}
        self.assertEqual(self.zipper.left().set_left(leaf).to_tree()["left"]["left"], leaf)
        self.assertIsNone(self.zipper.left().set_right(None).to_tree()["left"]["right"])

    def test_two_ways_to_the_same_place(self):
        self.assertEqual(self.zipper.left().up().right(), self.zipper.right())
        self.assertNotEqual(self.zipper.left(), self.zipper.right())
