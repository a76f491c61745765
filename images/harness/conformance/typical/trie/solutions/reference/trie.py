class Node:
    def __init__(self):
        self.children = {}
        self.is_end = False


class Trie:
    def __init__(self):
        self.root = Node()
        self._count = 0

    def _walk(self, text):
        node = self.root
        for char in text:
            node = node.children.get(char)
            if node is None:
                return None
        return node

    def insert(self, word):
        node = self.root
        for char in word:
            node = node.children.setdefault(char, Node())
        if not node.is_end:
            node.is_end = True
            self._count += 1

    def search(self, word):
        node = self._walk(word)
        return node is not None and node.is_end

    __contains__ = search

    def starts_with(self, prefix):
        return self._walk(prefix) is not None

    def delete(self, word):
        if word not in self:
            return False
        self._walk(word).is_end = False
        self._count -= 1
        return True

    def words(self, prefix=""):
        def collect(node, word):
            if node.is_end:
                yield word
            for char in sorted(node.children):
                yield from collect(node.children[char], word + char)

        start = self._walk(prefix)
        return [] if start is None else list(collect(start, prefix))

    def __iter__(self):
        return iter(self.words())

    def __len__(self):
        return self._count
