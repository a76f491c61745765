import unittest
from decimal import Decimal

from vending_machine import InsufficientMoney, OutOfStock, Product, UnknownProduct, VendingError, VendingMachine


class VendingMachineTest(unittest.TestCase):
    def setUp(self):
        self.machine = VendingMachine({"A1": (Product("chips", Decimal("1.50")), 1), "B2": (Product("cola", Decimal("2")), 5)})

    def test_buy_with_change(self):
        for coin in ("1", "0.50", "0.20"):
            self.machine.insert(Decimal(coin))
        product, change = self.machine.select("A1")
        self.assertEqual(product, Product("chips", Decimal("1.50")))
        self.assertEqual(change, Decimal("0.20"))
        self.assertEqual(self.machine.inserted, 0)

    def test_not_enough_money(self):
        self.machine.insert(Decimal("1"))
        with self.assertRaises(InsufficientMoney) as context:
            self.machine.select("B2")
        self.assertEqual(context.exception.missing, Decimal("1"))
        self.assertEqual(self.machine.inserted, Decimal("1"))

    def test_out_of_stock(self):
        self.machine.insert(Decimal("3"))
        self.machine.select("A1")
        self.machine.insert(Decimal("3"))
        with self.assertRaisesRegex(OutOfStock, "chips"):
            self.machine.select("A1")
        self.assertEqual(self.machine.refund(), Decimal("3"))

    def test_unknown(self):
        with self.assertRaises(UnknownProduct) as context:
            self.machine.select("Z9")
        self.assertIsInstance(context.exception, KeyError)
        self.assertIsInstance(context.exception, VendingError)

    def test_invalid_coin(self):
        with self.assertRaisesRegex(ValueError, "not a coin: 0.03"):
            self.machine.insert(Decimal("0.03"))

    def test_product_is_immutable(self):
        with self.assertRaises(AttributeError):
            Product("x", Decimal(1)).price = 0
