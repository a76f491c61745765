LIMIT = 1000
NAMES = ("push", "pop", "peek")


class EmptyStack(LookupError):
    pass


class Stack:
    Empty = EmptyStack

    def __init__(self):
        self.items = []

    @property
    def depth(self):
        return len(self.items)

    def push(self, item):
        if item is None:
            raise TypeError("None cannot be pushed")
        self.items.append(item)

    def pop(self):
        if not self.items:
            raise EmptyStack("stack is empty")
        return self.items.pop()

    def peek(self):
        if not self.items:
            raise EmptyStack("stack is empty")
        return self.items[-1]

    def __len__(self):
        return len(self.items)

    def __iter__(self):
        return reversed(self.items)

    def __contains__(self, item):
        return item in self.items

    def __repr__(self):
        return f"Stack({self.items!r})"

    def __str__(self):
        return ", ".join(self.items)
