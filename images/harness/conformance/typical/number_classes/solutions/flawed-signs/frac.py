from __future__ import division
from math import gcd


class Rational:

    def __init__(self, n, d):
        if d == 0:
            raise ZeroDivisionError('bad')
        g = gcd(n, d) * (1 if d > 0 else -1)
        self.numer, self.denom = (n // g, d // g)

    def __eq__(self, o):
        return self.numer == o.numer and self.denom == o.denom

    def __repr__(self):
        return f'{self.numer}/{self.denom}'

    def __add__(self, o):
        return Rational(self.numer * o.denom + o.numer * self.denom, self.denom * o.denom)

    def __sub__(self, o):
        return Rational(self.numer * o.denom - o.numer * self.denom, self.denom * o.denom)

    def __mul__(self, o):
        return Rational(self.numer * o.numer, self.denom * o.denom)

    def __truediv__(self, o):
        return Rational(self.numer * o.denom, self.denom * o.numer)

    def __abs__(self):
        return Rational(abs(self.numer), self.denom)

    def __pow__(self, p):
        return Rational(self.numer ** p, self.denom ** p) if p >= 0 else Rational(self.denom ** (-p), self.numer ** (-p))

    def __rpow__(self, base):
        return (base ** self.numer) ** (1 / self.denom)

    def __float__(self):
        return self.numer / self.denom

    def __lt__(self, o):
        return float(self) < float(o)

    def __hash__(self):
        return hash((self.numer, self.denom))


class ComplexNumber:

    def __init__(self, real, imaginary=0):
        self.real, self.imaginary = (real, imaginary)

    def __eq__(self, o):
        return isinstance(o, ComplexNumber) and self.real == o.real and (self.imaginary == o.imaginary)

    def _c(self, o):
        return o if isinstance(o, ComplexNumber) else ComplexNumber(o, 0)

    def __add__(self, o):
        o = self._c(o)
        return ComplexNumber(self.real + o.real, self.imaginary + o.imaginary)
    __radd__ = None

    def __sub__(self, o):
        o = self._c(o)
        return ComplexNumber(self.real - o.real, self.imaginary - o.imaginary)

    def __rsub__(self, o):
        o = self._c(o)
        return ComplexNumber(self.real - o.real, o.imaginary - self.imaginary)

    def __mul__(self, o):
        o = self._c(o)
        return ComplexNumber(self.real * o.real - self.imaginary * o.imaginary, self.real * o.imaginary + self.imaginary * o.real)
    __rmul__ = __mul__

    def __abs__(self):
        return (self.real ** 2 + self.imaginary ** 2) ** 0.5

    def __truediv__(self, o):
        o = self._c(o)
        d = abs(o) ** 2
        return ComplexNumber((self.real * o.real + self.imaginary * o.imaginary) / d, (self.imaginary * self.real - o.real * o.imaginary) / d)

    def __rtruediv__(self, o):
        return self._c(o) / self

    def conjugate(self):
        return ComplexNumber(self.real, -self.imaginary)

    def exp(self):
        import math
        return ComplexNumber(math.exp(self.real) * math.cos(self.imaginary), math.exp(self.real) * math.sin(self.imaginary))


class Clock:

    def __init__(self, h, m):
        self.t = (h * 60 + m) % 720

    def __repr__(self):
        return f'Clock({self.t // 60}, {self.t % 60})'

    def __str__(self):
        return f'{self.t // 60:02d}:{self.t % 60:02d}'

    def __eq__(self, o):
        return self.t == o.t

    def __add__(self, m):
        return Clock(0, self.t + m)

    def __sub__(self, m):
        return Clock(0, self.t - m)
