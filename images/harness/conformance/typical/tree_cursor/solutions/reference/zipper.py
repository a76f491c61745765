class Zipper:

    @staticmethod
    def from_tree(tree):
        return Zipper(dict(tree), [])

    def __init__(self, tree, ancestors):
        self.tree = tree
        self.ancestors = ancestors

    def value(self):
        return self.tree['value']

    def set_value(self, v):
        self.tree['value'] = v
        return self

    def left(self):
        return None if self.tree['left'] is None else Zipper(self.tree['left'], self.ancestors + [self.tree])

    def right(self):
        return None if self.tree['right'] is None else Zipper(self.tree['right'], self.ancestors + [self.tree])

    def up(self):
        return Zipper(self.ancestors[-1], self.ancestors[:-1])

    def set_left(self, t):
        self.tree['left'] = t
        return self

    def to_tree(self):
        return self.ancestors[0] if self.ancestors else self.tree
