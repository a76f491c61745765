"""Counts.

>>> count("abca", "a")
2
"""


class Counter:
    """
    >>> Counter().total
    0
    """

    def __init__(self):
        self.total = 0

    def add(self, number):
        """
        >>> counter = Counter()
        >>> counter.add(2)
        2
        """
        self.total += number
        return self.total

    @classmethod
    def of(cls, number):
        """
        >>> Counter.of(3).total
        3
        """
        made = cls()
        made.add(number)
        return made

    @staticmethod
    def zero():
        """
        >>> Counter.zero()
        0
        """
        return 0


def count(text, letter):
    """
    >>> count("abc", "d")
    0
    """
    return text.count(letter)
