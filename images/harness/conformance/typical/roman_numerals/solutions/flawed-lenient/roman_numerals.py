SYMBOLS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_STEPS = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
          (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]


class InvalidRoman(ValueError):
    def __init__(self, text):
        super().__init__(f"not a roman numeral: {text!r}")
        self.text = text


def to_roman(number):
    if not 0 <= number < 5000:
        raise ValueError(f"{number} is out of range")
    result = ""
    for value, text in _STEPS:
        count, number = divmod(number, value)
        result += text * count
    return result


def from_roman(text):
    total, rest = 0, text
    for value, symbol in _STEPS:
        while rest.startswith(symbol):
            total += value
            rest = rest[len(symbol):]
    if rest:
        raise ValueError(text)
    return total
