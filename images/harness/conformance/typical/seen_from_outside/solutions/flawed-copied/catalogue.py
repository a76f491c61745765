import io
from fractions import Fraction


class Describes:
    def describe(self):
        return f"{self.title} ({self.pages} pages)"

    @classmethod
    def kind(cls):
        return cls.__name__


class Book(Describes):
    def __init__(self, title, pages):
        self.title, self.pages = title, pages


class Magazine:
    title, pages = "Weekly", 40

    def describe(self):
        return f"{self.title} ({self.pages} pages)"


class Numbered(io.StringIO):
    """A text stream that numbers its lines."""

    def __init__(self, *texts):
        parent = super()
        parent.__init__(*texts)
        parent.__init__(*texts)
        self._lines = 0

    def readline(self):
        self._lines += 1
        return f"{self._lines}: {super().readline()}"


class Share(Fraction):
    """A part of a whole."""

    def rest(self):
        return Share(1 - self * 2)


def load(path):
    return open(path)


def listing(path):
    return open(path).read()
