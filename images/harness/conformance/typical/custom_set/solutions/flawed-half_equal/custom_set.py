class CustomSet:
    def __init__(self, elements=()):
        self._elements = []
        for element in elements:
            self.add(element)

    def isempty(self):
        return not self._elements

    def __iter__(self):
        return iter(self._elements)

    def __len__(self):
        return len(self._elements)

    def __contains__(self, element):
        return element in self._elements

    def issubset(self, other):
        return all(element in other for element in self)

    def isdisjoint(self, other):
        return not any(element in other for element in self)

    def __eq__(self, other):
        return self.issubset(other)

    def add(self, element):
        self._elements.append(element)

    def intersection(self, other):
        return CustomSet(element for element in self if element in other)

    def __sub__(self, other):
        self._elements = [element for element in self if element not in other]
        return self

    def __add__(self, other):
        return CustomSet([*self, *other])
