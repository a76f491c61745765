import unittest
from sgf import parse, Tree as SgfTree


class S(unittest.TestCase):

    def test_eq(self):
        self.assertEqual(parse('(;A[B](;C[D]))'), SgfTree(properties={'A': ['B']}, children=[SgfTree({'C': ['D']})]))

    def test_ne(self):
        self.assertNotEqual(parse('x'), SgfTree({'A': ['C']}))

    def test_err(self):
        with self.assertRaises(ValueError) as err:
            parse('')
        self.assertEqual(type(err.exception), ValueError)
        self.assertEqual(err.exception.args[0], 'tree missing')

    def test_children(self):
        self.assertEqual(parse('x').children, [SgfTree({'C': ['D']})])

    def test_in(self):
        self.assertIn(SgfTree({'C': ['D']}), parse('x').children)
