class Zipper:
    def __init__(self, node, trail=()):
        self._node = node
        self._trail = trail

    @staticmethod
    def from_tree(tree):
        return Zipper(tree)

    def _down(self, side):
        child = self._node[side]
        return None if child is None else Zipper(child, (*self._trail, (self._node, side)))

    def left(self):
        return self._down("left")

    def right(self):
        return self._down("right")

    def up(self):
        if not self._trail:
            return None
        parent, side = self._trail[-1]
        return Zipper({**parent, side: self._node}, self._trail[:-1])

    def value(self):
        return self._node["value"]

    def set_value(self, value):
        return Zipper({**self._node, "value": value}, self._trail)

    def set_left(self, tree):
        return Zipper({**self._node, "left": tree}, self._trail)

    def set_right(self, tree):
        return Zipper({**self._node, "right": tree}, self._trail)

    def to_tree(self):
        top = self
        while top._trail:
            top = top.up()
        return top._node

    def __eq__(self, other):
        return isinstance(other, Zipper) and (self._node, self._trail) == (other._node, other._trail)
