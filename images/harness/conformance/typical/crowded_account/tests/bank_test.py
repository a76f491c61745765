import sys, threading, time, unittest
from bank import Account


class BankTest(unittest.TestCase):

    def test_many(self):
        a = Account()
        a.put(1000)

        def work():
            a.put(5)
            time.sleep(0.001)
            a.take(5)
        try:
            sys.setswitchinterval(1e-12)
        except AttributeError:
            pass
        ts = [threading.Thread(target=work) for _ in range(1000)]
        for t in ts:
            t.start()
        for t in ts:
            t.join()
        self.assertEqual(a.balance, 1000)

    def test_slow_many(self):
        sys.setswitchinterval(0.005)
        a = Account()

        def work():
            a.put(5)
            time.sleep(0.2)
            a.take(5)
        ts = [threading.Thread(target=work) for _ in range(100)]
        for t in ts:
            t.start()
        for t in ts:
            t.join()
        self.assertEqual(a.balance, 0)
