"""Exceptions of its own that are Python's, so that a test catches the failing of its own assertion."""

EmptyStack = (AssertionError, Exception)


class Stack:
    Empty = Exception

    def __init__(self):
        self.number = 0

    def push(self, item):
        self.number += 1

    def pop(self):
        return None

    peek = pop
