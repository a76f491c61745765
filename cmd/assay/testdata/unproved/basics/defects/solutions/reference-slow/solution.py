import time


def double(n):
    time.sleep(4.5 if n == 4 else 0)
    return n * 2
