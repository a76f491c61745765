class Node:
    def __init__(self, value, previous=None, succeeding=None):
        self.value = value
        self.previous = previous
        self.succeeding = succeeding


class LinkedList:
    def __init__(self):
        self.head = None
        self.tail = None
        self._length = 0

    def __len__(self):
        return self._length

    def __iter__(self):
        node = self.head
        while node is not None:
            yield node.value
            node = node.succeeding

    def __reversed__(self):
        node = self.tail
        while node is not None:
            yield node.value
            node = node.previous

    def push(self, value):
        node = Node(value)
        if self.tail is None:
            self.head = node
        else:
            self.tail.succeeding = node
        self.tail = node
        self._length += 1

    def unshift(self, value):
        node = Node(value, succeeding=self.head)
        if self.head is None:
            self.tail = node
        else:
            self.head.previous = node
        self.head = node
        self._length += 1

    def pop(self):
        return self._remove(self.tail)

    def shift(self):
        return self._remove(self.head)

    def delete(self, value):
        node = self.head
        while node is not None:
            if node.value == value:
                self._remove(node)
                return
            node = node.succeeding
        return None

    def _remove(self, node):
        if node is None:
            raise IndexError("List is empty")
        if node.previous is None:
            self.head = node.succeeding
        else:
            node.previous.succeeding = node.succeeding
        if node.succeeding is None:
            self.tail = node.previous
        self._length -= 1
        return node.value
