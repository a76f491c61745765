class Version:
    def __init__(self, number):
        self.number = number

    def __lt__(self, other):
        return self.number < other

    def __gt__(self, other):
        return self.number > other

    def raised(self):
        self.number += 1
        return self


class Size(Version):
    pass
