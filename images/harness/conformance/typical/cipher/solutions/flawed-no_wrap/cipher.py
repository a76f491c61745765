import itertools
import secrets
import string


class InvalidKey(ValueError):
    pass


class Cipher:
    def __init__(self, key=None):
        if key is None:
            key = "".join(secrets.choice(string.ascii_lowercase) for _ in range(100))
        if any(char not in string.ascii_lowercase for char in key):
            raise InvalidKey("a key is small letters")
        self.key = key

    def __repr__(self):
        return f"Cipher({self.key!r})"

    def _shift(self, text, sign):
        for char, key in zip(text, itertools.cycle(self.key)):
            if char in string.ascii_lowercase:
                yield chr((ord(char) - 97 + sign * (ord(key) - 97)) + 97)
            else:
                yield char

    def encode(self, text):
        return "".join(self._shift(text, 1))

    def decode(self, text):
        return "".join(self._shift(text, -1))

    def encode_stream(self, text):
        return self._shift(text, 1)
