import sys
import threading
import time
import unittest

from bank_account import BankAccount


class BankAccountTest(unittest.TestCase):
    def test_newly_opened_account_has_zero_balance(self):
        account = BankAccount()
        account.open()
        self.assertEqual(account.get_balance(), 0)

    def test_deposit_and_withdraw(self):
        account = BankAccount()
        account.open()
        account.deposit(100)
        account.withdraw(30)
        self.assertEqual(account.get_balance(), 70)

    def test_using_an_account_that_is_not_open(self):
        account = BankAccount()
        for action in (account.get_balance, account.close, lambda: account.deposit(1), lambda: account.withdraw(1)):
            with self.assertRaises(ValueError) as err:
                action()
            self.assertEqual(type(err.exception), ValueError)
            self.assertEqual(err.exception.args[0], "account not open")

    def test_opening_twice(self):
        account = BankAccount()
        account.open()
        with self.assertRaises(ValueError) as err:
            account.open()
        self.assertEqual(err.exception.args[0], "account already open")

    def test_withdrawing_too_much(self):
        account = BankAccount()
        account.open()
        account.deposit(25)
        with self.assertRaises(ValueError) as err:
            account.withdraw(50)
        self.assertEqual(err.exception.args[0], "amount must be less than balance")
        self.assertEqual(account.get_balance(), 25)

    def test_negative_amounts(self):
        account = BankAccount()
        account.open()
        with self.assertRaisesRegex(ValueError, "amount must be greater than 0"):
            account.deposit(-50)
        with self.assertRaisesRegex(ValueError, "amount must be greater than 0"):
            account.withdraw(0)

    def test_reopened_account_starts_at_zero(self):
        account = BankAccount()
        account.open()
        account.deposit(50)
        account.close()
        account.open()
        self.assertEqual(account.get_balance(), 0)

    def test_can_handle_concurrent_transactions(self):
        account = BankAccount()
        account.open()
        account.deposit(1000)
        self.adjust_concurrently(account)
        self.assertEqual(account.get_balance(), 1000)

    def adjust_concurrently(self, account):
        def transact():
            account.deposit(5)
            time.sleep(0.001)
            account.withdraw(5)

        interval = sys.getswitchinterval()
        try:
            sys.setswitchinterval(1e-12)
        except OSError:
            sys.setswitchinterval(1e-10)
        threads = [threading.Thread(target=transact) for _ in range(30)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        sys.setswitchinterval(interval)
