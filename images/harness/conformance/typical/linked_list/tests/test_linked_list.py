import unittest

from linked_list import LinkedList


class LinkedListTest(unittest.TestCase):
    def setUp(self):
        self.lst = LinkedList()

    def test_push_and_pop(self):
        self.lst.push(11)
        self.lst.push(13)
        self.assertEqual(self.lst.pop(), 13)
        self.assertEqual(self.lst.pop(), 11)

    def test_shift_and_unshift(self):
        self.lst.push(11)
        self.lst.push(13)
        self.lst.unshift(5)
        self.assertEqual(self.lst.shift(), 5)
        self.assertEqual(self.lst.shift(), 11)

    def test_length(self):
        self.assertEqual(len(self.lst), 0)
        self.lst.push(1)
        self.lst.unshift(2)
        self.assertEqual(len(self.lst), 2)
        self.lst.pop()
        self.assertEqual(len(self.lst), 1)

    def test_pop_from_empty_list(self):
        for action in (self.lst.pop, self.lst.shift):
            with self.assertRaises(IndexError) as err:
                action()
            self.assertEqual(err.exception.args[0], "List is empty")

    def test_delete(self):
        for value in (71, 83, 79, 83):
            self.lst.push(value)
        self.lst.delete(83)
        self.assertEqual(list(self.lst), [71, 79, 83])
        with self.assertRaises(ValueError) as err:
            self.lst.delete(101)
        self.assertEqual(err.exception.args[0], "Value not found")

    def test_delete_ends(self):
        for value in (1, 2, 3):
            self.lst.push(value)
        self.lst.delete(1)
        self.lst.delete(3)
        self.assertEqual(self.lst.pop(), 2)
        self.assertEqual(len(self.lst), 0)

    def test_iteration_both_ways(self):
        for value in "abc":
            self.lst.push(value)
        self.assertEqual("".join(self.lst), "abc")
        self.assertEqual("".join(reversed(self.lst)), "cba")
        self.assertIn("b", self.lst)

    def test_nodes_are_linked(self):
        self.lst.push(1)
        self.lst.push(2)
        self.assertIs(self.lst.head.succeeding, self.lst.tail)
        self.assertIs(self.lst.tail.previous, self.lst.head)
        self.assertIsNone(self.lst.head.previous)
        self.assertIsNone(self.lst.tail.succeeding)
