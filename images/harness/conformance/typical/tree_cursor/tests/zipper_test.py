import unittest
from zipper import Zipper


def node(v, l=None, r=None):
    return {'value': v, 'left': l, 'right': r}


class Z(unittest.TestCase):

    def test_walk_and_change(self):
        t = node(1, node(2, None, node(3)), node(4))
        z = Zipper.from_tree(t)
        self.assertEqual(z.to_tree(), t)
        self.assertEqual(z.left().right().value(), 3)
        self.assertIsNone(z.left().left())
        self.assertEqual(z.left().right().to_tree(), t)
        self.assertEqual(z.left().up().value(), 1)
        self.assertEqual(z.left().set_value(5).to_tree(), node(1, node(5, None, node(3)), node(4)))
