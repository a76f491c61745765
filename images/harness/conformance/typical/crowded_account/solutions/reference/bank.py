import threading


class Account:

    def __init__(self):
        self.balance = 0
        self.lock = threading.Lock()

    def put(self, n):
        with self.lock:
            self.balance += n

    def take(self, n):
        with self.lock:
            self.balance -= n
