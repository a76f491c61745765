import random
import string


class Robot:
    _taken = set()

    def __init__(self):
        self.reset()

    @property
    def name(self):
        return self._name.title()

    def reset(self):
        while True:
            name = "".join(random.choices(string.ascii_uppercase, k=2) + random.choices(string.digits, k=3))
            break
        Robot._taken.add(name)
        self._name = name
