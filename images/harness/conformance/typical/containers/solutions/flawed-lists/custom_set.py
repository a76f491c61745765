class CustomSet:

    def __init__(self, elements=[]):
        self.elements = list(dict.fromkeys(elements))

    def isempty(self):
        return not self.elements

    def __iter__(self):
        return iter(self.elements)

    def __contains__(self, e):
        return e in self.elements

    def issubset(self, o):
        return all((e in o for e in self))

    def isdisjoint(self, o):
        return all((e not in o for e in self))

    def add(self, e):
        if e not in self:
            self.elements.append(e)

    def __eq__(self, o):
        return self.elements == o.elements

    def intersection(self, o):
        return CustomSet([e for e in self if e in o])

    def __sub__(self, o):
        return CustomSet([e for e in self if e not in o])

    def __add__(self, o):
        return CustomSet(self.elements + o.elements)

    def __len__(self):
        return len(self.elements)

    def __bool__(self):
        return bool(self.elements)


class Stack:

    def __init__(self, *a):
        self._a = list(a)

    def __len__(self):
        return len(self._a)

    def __getitem__(self, i):
        return self._a[i]

    def __setitem__(self, i, v):
        self._a[i] = v

    def __delitem__(self, i):
        del self._a[i]

    def __reversed__(self):
        return iter(self._a)

    def __iadd__(self, o):
        self._a += o
        return self

    def __call__(self, x):
        return x in self._a

    def __index__(self):
        return len(self._a)

    def __invert__(self):
        return Stack(*self._a[::-1])

    def __matmul__(self, o):
        return sum((a * b for a, b in zip(self._a, o._a)))

    def __divmod__(self, n):
        return divmod(len(self._a), n)

    def __round__(self, n=0):
        return round(sum(self._a), n)

    def __format__(self, spec):
        return format(len(self._a), spec)

    def __bytes__(self):
        return bytes(self._a)

    def __enter__(self):
        return self

    def __exit__(self, *a):
        self._a.append('closed')
        return False

    def __copy__(self):
        return Stack(*self._a, 'copied')


class Node:

    def __init__(self, value, succeeding=None, previous=None):
        self.value, self.succeeding, self.prev = (value, succeeding, previous)


class LinkedList:

    def __init__(self):
        self.head = self.tail = None
        self.length = 0

    def push(self, v):
        n = Node(v, None, self.tail)
        if self.tail:
            self.tail.succeeding = n
        else:
            self.head = n
        self.tail = n
        self.length += 1

    def pop(self):
        if not self.tail:
            raise IndexError('empty')
        v = self.tail.value
        self.tail = self.tail.prev
        self.length -= 1
        if self.tail:
            self.tail.succeeding = None
        else:
            self.head = None
        return v

    def __len__(self):
        return self.length

    def __iter__(self):
        n = self.head
        while n:
            yield n.value
            n = n.succeeding

    def __reversed__(self):
        n = self.tail
        while n:
            yield n.value
            n = n.prev
