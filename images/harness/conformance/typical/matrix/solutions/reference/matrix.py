class Matrix:
    def __init__(self, text):
        self._rows = [[int(part) for part in line.split()] for line in text.splitlines()]

    def row(self, index):
        return self._rows[index - 1].copy()

    def column(self, index):
        return [row[index - 1] for row in self._rows]

    def transposed(self):
        return Matrix("\n".join(" ".join(map(str, column)) for column in zip(*self._rows)))

    def __eq__(self, other):
        return isinstance(other, Matrix) and self._rows == other._rows
