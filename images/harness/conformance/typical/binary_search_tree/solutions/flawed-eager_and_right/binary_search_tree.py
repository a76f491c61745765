class TreeNode:
    def __init__(self, data, left=None, right=None):
        self.data = data
        self.left = left
        self.right = right

    def __repr__(self):
        return f"TreeNode(data={self.data}, left={self.left}, right={self.right})"


class BinarySearchTree:
    def __init__(self, items, key=None):
        self._root = None
        self._key = key or (lambda item: item)
        for item in items:
            self.insert(item)

    def insert(self, item):
        if self._root is None:
            self._root = TreeNode(item)
            return
        node = self._root
        while True:
            side = "left" if self._key(item) < self._key(node.data) else "right"
            child = getattr(node, side)
            if child is None:
                setattr(node, side, TreeNode(item))
                return
            node = child

    def data(self):
        return self._root

    def __iter__(self):
        def walk(node):
            if node is not None:
                yield from walk(node.left)
                yield node.data
                yield from walk(node.right)

        return iter(list(walk(self._root)))

    def sorted_data(self):
        return list(self)

    def __contains__(self, item):
        return any(other == item for other in self)

    def depth(self):
        def measure(node):
            return 0 if node is None else 1 + max(measure(node.left), measure(node.right))

        return measure(self._root)

    def smallest(self):
        for item in self:
            return item
        return None
