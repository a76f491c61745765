import unittest
from functools import partial
from react import InputCell, ComputeCell


class ReactTest(unittest.TestCase):

    def test_value(self):
        self.assertEqual(InputCell(10).value, 10)

    def test_set(self):
        c = InputCell(4)
        c.value = 20
        self.assertEqual(c.value, 20)

    def test_compute(self):
        i = InputCell(1)
        o = ComputeCell([i], lambda inputs: inputs[0] + 1)
        self.assertEqual(o.value, 2)
        i.value = 3
        self.assertEqual(o.value, 4)

    def test_chain(self):
        i = InputCell(1)
        t2 = ComputeCell([i], lambda x: x[0] * 2)
        t30 = ComputeCell([i], lambda x: x[0] * 30)
        o = ComputeCell([t2, t30], lambda x: x[0] + x[1])
        self.assertEqual(o.value, 32)
        i.value = 3
        self.assertEqual(o.value, 96)

    def test_cb(self):
        i = InputCell(1)
        o = ComputeCell([i], lambda x: x[0] + 1)
        seen = []
        cb = self.factory(seen)
        o.add_callback(cb)
        i.value = 3
        self.assertEqual(seen[-1], 4)

    def test_cb_only_change(self):
        i = InputCell(1)
        o = ComputeCell([i], lambda x: 111 if x[0] < 3 else 222)
        seen = []
        o.add_callback(self.factory(seen))
        i.value = 2
        self.assertEqual(seen, [])
        i.value = 4
        self.assertEqual(seen[-1], 222)

    def test_remove(self):
        i = InputCell(11)
        o = ComputeCell([i], lambda x: x[0] + 1)
        a, b, c = ([], [], [])
        ca, cb, cc = (self.factory(a), self.factory(b), self.factory(c))
        o.add_callback(ca)
        o.add_callback(cb)
        i.value = 31
        o.remove_callback(ca)
        o.remove_callback(ca)
        o.add_callback(cc)
        i.value = 41
        self.assertEqual((a, b, c), ([32], [32, 42], [42]))

    def test_partial(self):
        i = InputCell(1)
        o = ComputeCell([i], lambda x: x[0] + 1)
        seen = []
        o.add_callback(partial(self.note, seen))
        i.value = 5
        self.assertEqual(seen, [6])

    def note(self, seen, v):
        seen.append(v)

    def factory(self, seen):
        return lambda value: seen.append(value)
