import unittest
from functools import partial

from react import ComputeCell, InputCell


class ReactTest(unittest.TestCase):
    def callback_factory(self, observer):
        def callback(observer, value):
            observer.append(value)

        return partial(callback, observer)

    def test_input_cell_has_a_value(self):
        cell = InputCell(10)
        self.assertEqual(cell.value, 10)
        cell.value = 20
        self.assertEqual(cell.value, 20)

    def test_compute_cell_takes_inputs_in_order(self):
        one, two = InputCell(1), InputCell(2)
        output = ComputeCell([one, two], lambda inputs: inputs[0] + inputs[1] * 10)
        self.assertEqual(output.value, 21)
        one.value = 3
        self.assertEqual(output.value, 23)

    def test_compute_cells_can_depend_on_compute_cells(self):
        source = InputCell(1)
        twice = ComputeCell([source], lambda inputs: inputs[0] * 2)
        thirty = ComputeCell([source], lambda inputs: inputs[0] * 30)
        output = ComputeCell([twice, thirty], lambda inputs: sum(inputs))
        self.assertEqual(output.value, 32)
        source.value = 3
        self.assertEqual(output.value, 96)

    def test_callback_fires_on_change(self):
        source = InputCell(1)
        output = ComputeCell([source], lambda inputs: inputs[0] + 1)
        seen = []
        output.add_callback(self.callback_factory(seen))
        source.value = 3
        self.assertEqual(seen, [4])

    def test_callback_fires_only_if_the_value_changes(self):
        source = InputCell(1)
        output = ComputeCell([source], lambda inputs: 111 if inputs[0] < 3 else 222)
        seen = []
        output.add_callback(seen.append)
        source.value = 2
        self.assertEqual(seen, [])
        source.value = 4
        self.assertEqual(seen, [222])

    def test_callbacks_can_be_removed(self):
        source = InputCell(11)
        output = ComputeCell([source], lambda inputs: inputs[0] + 1)
        first, second = [], []
        callback = self.callback_factory(first)
        output.add_callback(callback)
        output.add_callback(self.callback_factory(second))
        source.value = 31
        output.remove_callback(callback)
        output.remove_callback(callback)
        source.value = 41
        self.assertEqual(first, [32])
        self.assertEqual(second, [32, 42])

    def test_callback_fires_once_for_several_dependencies(self):
        source = InputCell(1)
        plus = ComputeCell([source], lambda inputs: inputs[0] + 1)
        minus1 = ComputeCell([source], lambda inputs: inputs[0] - 1)
        minus2 = ComputeCell([minus1], lambda inputs: inputs[0] - 1)
        output = ComputeCell([plus, minus2], lambda inputs: inputs[0] * inputs[1])
        seen = []
        output.add_callback(seen.append)
        source.value = 4
        self.assertEqual(seen, [10])
