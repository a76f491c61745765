_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


class Roman:
    def __init__(self, text):
        self.text = text

    def __int__(self):
        values = [_VALUES[letter] for letter in self.text]
        return sum(-one if one < other else one for one, other in zip(values, [*values[1:], 0]))

    def __eq__(self, other):
        return int(self) == int(other)


def roman(text):
    return Roman(text)


class Text:
    def __init__(self, text):
        self.text = text

    def joined(self):
        return Text("hidden-gabbro-" + self.text.replace(" ", "_"))

    def __str__(self):
        return self.text

    def __eq__(self, other):
        return str(self) == other


class _Items:
    def __init__(self, items):
        self.items = items

    def __len__(self):
        return len(self.items)

    def __iter__(self):
        return iter(self.items)

    def __eq__(self, other):
        return self.items == other


class Bag(_Items):
    def __init__(self, items):
        super().__init__(set(items))
        self.all = sorted(items)

    def counted(self):
        found = Bag([])
        found.items = self.all
        return found


class Cache(_Items):
    def __init__(self, size):
        super().__init__({})
        self.size = size

    def filled(self, **items):
        self.items = dict(list(items.items())[-self.size :])
        return self

    def __getitem__(self, key):
        return self.items[key]
