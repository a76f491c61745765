import collections


class Life:
    def __init__(self, cells):
        self.cells = set(cells)

    @classmethod
    def parse(cls, text):
        return cls(
            (row, column)
            for row, line in enumerate(text.splitlines())
            for column, char in enumerate(line)
            if char == "#"
        )

    def step(self):
        neighbours = collections.Counter(
            (row + i, column + j)
            for row, column in self.cells
            for i in (-1, 0, 1)
            for j in (-1, 0, 1)
            if (i, j) != (0, 0)
        )
        return Life(cell for cell, count in neighbours.items() if count == 3 or count == 2 and cell in self.cells)

    def __eq__(self, other):
        return isinstance(other, Life) and self.cells == other.cells

    def __len__(self):
        return len(self.cells)

    def __iter__(self):
        return iter(self.cells)

    def __contains__(self, cell):
        return cell in self.cells

    def __str__(self):
        if not self.cells:
            return ""
        rows, columns = zip(*self.cells)
        return "\n".join(
            "".join("#" if (row, column) in self.cells else "." for column in range(min(columns), max(columns) + 1))
            for row in range(min(rows), max(rows) + 1)
        )


def generations(life):
    while True:
        yield life
        life = life.step()
