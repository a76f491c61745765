import copy, operator, unittest, pytest
from custom_set import CustomSet, Stack, LinkedList, Node


class C(unittest.TestCase):

    def test_empty(self):
        self.assertIs(CustomSet().isempty(), True)
        self.assertIs(CustomSet([1]).isempty(), False)

    def test_in(self):
        self.assertIs(4 in CustomSet([1, 2]), False)
        self.assertIn(1, CustomSet([1, 2]))
        self.assertNotIn(9, CustomSet([1]))

    def test_eq(self):
        self.assertEqual(CustomSet([1, 2]), CustomSet([2, 1]))
        self.assertNotEqual(CustomSet([1]), CustomSet([2]))
        self.assertIs(CustomSet() == CustomSet(), True)

    def test_ops(self):
        self.assertEqual(CustomSet([3, 2, 1]) - CustomSet([2, 4]), CustomSet([1, 3]))
        self.assertEqual(CustomSet([1]) + CustomSet([2]), CustomSet([1, 2]))

    def test_list(self):
        self.assertCountEqual(CustomSet([3, 1]), [1, 3])
        self.assertEqual(sorted(CustomSet([3, 1])), [1, 3])
        self.assertEqual(set(CustomSet([1])), {1})

    def test_add(self):
        s = CustomSet()
        s.add(3)
        s.add(3)
        self.assertEqual(len(s), 1)
        self.assertTrue(s)
        self.assertFalse(CustomSet())

    def test_stack(self):
        s = Stack(1, 2, 3)
        self.assertEqual(s[0], 1)
        self.assertEqual(s[-1], 3)
        self.assertEqual(s[::2], [1, 3])
        s[1] = 9
        del s[0]
        self.assertEqual(list(s), [9, 3])
        self.assertEqual(list(reversed(s)), [3, 9])
        s += [7]
        self.assertEqual(len(s), 3)
        self.assertTrue(s(7))
        self.assertEqual([0] * s, [0, 0, 0])
        self.assertEqual(list(~s), [7, 3, 9])
        self.assertEqual(Stack(1, 2) @ Stack(3, 4), 11)
        self.assertEqual(divmod(s, 2), (1, 1))
        self.assertEqual(round(Stack(1.26), 1), 1.3)
        self.assertEqual(f'{s:03d}', '003')
        self.assertEqual(bytes(Stack(65)), b'A')
        self.assertEqual(list(copy.copy(Stack(1))), [1, 'copied'])
        self.assertEqual(operator.index(s), 3)
        self.assertEqual(range(10)[s], 3)
        self.assertEqual('abcdef'[s], 'd')
        with self.assertRaises(IndexError):
            s[10]
        with s as t:
            self.assertIs(t, s)
        self.assertEqual(s[-1], 'closed')
        self.assertIn('closed', s)
        self.assertEqual(s[0:1], [9])
        a, *b = s
        self.assertEqual(a, 9)
        self.assertEqual(len(b), 3)

    def test_linked(self):
        l = LinkedList()
        for i in range(3):
            l.push(i)
        self.assertEqual(list(l), [0, 1, 2])
        self.assertEqual(list(reversed(l)), [2, 1, 0])
        self.assertEqual(l.pop(), 2)
        self.assertEqual(len(l), 2)
        self.assertEqual(sum(l), 1)
        self.assertEqual(l.head.value, 0)
        self.assertIs(l.head.succeeding.prev, l.head)
        self.assertIsInstance(l.head, Node)
        self.assertEqual(max(l), 1)
        self.assertEqual(list(map(str, l)), ['0', '1'])
        self.assertEqual([*zip(l, l)], [(0, 0), (1, 1)])
        l.pop()
        l.pop()
        with self.assertRaises(IndexError) as err:
            l.pop()
        self.assertEqual(err.exception.args[0], 'List is empty')
        self.assertEqual(str(err.exception), 'List is empty')
        self.assertEqual(repr(err.exception), "IndexError('List is empty')")

    def test_modify_while(self):
        n = Node(1)
        n.value += 5
        n.extra = {'a': [1]}
        n.extra['a'].append(2)
        self.assertEqual(n.extra, {'a': [1, 2]})
        self.assertEqual(vars(n)['value'], 6)
        del n.extra
        self.assertFalse(hasattr(n, 'extra'))
        setattr(n, 'z', 1)
        self.assertEqual(getattr(n, 'z'), 1)
        self.assertEqual(getattr(n, 'q', 7), 7)
        self.assertEqual(n.__dict__['z'], 1)
        self.assertEqual(n.__class__.__name__, 'Node')
        self.assertEqual(type(n).__name__, 'Node')
        self.assertEqual(n.__class__, Node)
        self.assertTrue(hasattr(n, 'value'))
