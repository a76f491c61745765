import functools
import math


@functools.total_ordering
class Rational:
    def __init__(self, numerator, denominator):
        if denominator == 0:
            raise ZeroDivisionError("denominator must not be zero")
        common = math.gcd(numerator, denominator)
        if denominator < 0:
            common = -common
        self.numerator = numerator // common
        self.denominator = denominator // common

    def _key(self):
        return self.numerator, self.denominator

    def __eq__(self, other):
        return isinstance(other, Rational) and self._key() == other._key()

    def __hash__(self):
        return hash(self._key())

    def __lt__(self, other):
        return self.numerator * other.denominator < other.numerator * self.denominator

    def __repr__(self):
        return f"{self.numerator}/{self.denominator}"

    def __add__(self, other):
        return Rational(
            self.numerator * other.denominator + other.numerator * self.denominator,
            self.denominator * other.denominator,
        )

    def __mul__(self, other):
        return Rational(self.numerator * other.numerator, self.denominator * other.denominator)

    def __truediv__(self, other):
        return Rational(self.numerator * other.denominator, self.denominator * other.numerator)

    def __pow__(self, exponent):
        if exponent >= 0:
            return Rational(self.numerator**exponent, self.denominator**exponent)
        return Rational(self.denominator**-exponent, self.numerator**-exponent)

    def __rpow__(self, base):
        return base ** (self.numerator / self.denominator)

    def __abs__(self):
        return Rational(abs(self.numerator), self.denominator)

    def __float__(self):
        return self.numerator / self.denominator
