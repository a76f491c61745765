import functools


@functools.total_ordering
class PhoneNumber:
    def __init__(self, text):
        if any(char.isalpha() for char in text):
            raise ValueError("letters not permitted")
        digits = "".join(filter(str.isdigit, text))
        if len(digits) < 10:
            raise ValueError("must not be fewer than 10 digits")
        if len(digits) > 11:
            raise ValueError("must not be greater than 11 digits")
        if len(digits) == 11 and digits[0] != "1":
            raise ValueError("11 digits must start with 1")
        self.number = digits[-10:]
        for part, start in (("area", 0), ("exchange", 3)):
            if self.number[start] in "01":
                raise ValueError(f"{part} code cannot start with {('zero', 'one')[int(self.number[start])]}")

    @property
    def area_code(self):
        return self.number[:3]

    def pretty(self):
        return f"({self.area_code})-{self.number[3:6]}-{self.number[6:]}"

    def __eq__(self, other):
        return isinstance(other, PhoneNumber) and self.number == other.number

    def __hash__(self):
        return hash(self.number)

    def __lt__(self, other):
        return self.number < other.number

    def __str__(self):
        return self.number
