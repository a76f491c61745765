"""Module state."""
import random

count = 0
history = []
loaded_at = random.random()


def increment(by=1):
    history.append((history[-1] if history else 0) + by)
    return history[-1]


def reset():
    global count
    count = 0
    history.clear()
