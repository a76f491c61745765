"""Module state."""
import random

count = 0
history = []
loaded_at = random.random()


def increment(by=1):
    global count
    count += by
    history.append(count)
    return count


def reset():
    global count
    count = 0
    history.clear()
