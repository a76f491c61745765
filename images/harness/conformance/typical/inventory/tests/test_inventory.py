import unittest

from inventory import add_items, create_inventory, decrement_items, list_inventory, remove_item


class InventoryTest(unittest.TestCase):
    def test_create(self):
        self.assertEqual(create_inventory(["wood", "iron", "iron"]), {"wood": 1, "iron": 2})

    def test_add_to_the_given_dictionary(self):
        stock = {"iron": 4}
        self.assertEqual(add_items(stock, ["iron", "gold"]), {"iron": 5, "gold": 1})
        self.assertEqual(stock, {"iron": 5, "gold": 1})

    def test_decrement_stops_at_zero(self):
        self.assertEqual(decrement_items({"iron": 1, "wood": 3}, ["iron", "iron", "wood"]), {"iron": 0, "wood": 2})

    def test_remove(self):
        self.assertEqual(remove_item({"iron": 1, "wood": 2}, "wood"), {"iron": 1})
        self.assertEqual(remove_item({"iron": 1}, "gold"), {"iron": 1})

    def test_list_leaves_out_what_is_gone(self):
        result = list_inventory({"coal": 7, "wood": 11, "diamond": 0})
        self.assertEqual(result, [("coal", 7), ("wood", 11)])
        self.assertIsInstance(result[0], tuple)
