import math


class ComplexNumber:
    def __init__(self, real, imaginary=0):
        self.real = real
        self.imaginary = imaginary

    @staticmethod
    def _of(value):
        return value if isinstance(value, ComplexNumber) else ComplexNumber(value)

    def __eq__(self, other):
        other = self._of(other)
        return abs(self) == abs(other)

    def __add__(self, other):
        other = self._of(other)
        return ComplexNumber(self.real + other.real, self.imaginary + other.imaginary)


    def __sub__(self, other):
        other = self._of(other)
        return ComplexNumber(self.real - other.real, self.imaginary - other.imaginary)

    def __rsub__(self, other):
        return self._of(other) - self

    def __mul__(self, other):
        other = self._of(other)
        return ComplexNumber(
            self.real * other.real - self.imaginary * other.imaginary,
            self.imaginary * other.real + self.real * other.imaginary,
        )

    __rmul__ = __mul__

    def __truediv__(self, other):
        other = self._of(other)
        size = other.real**2 + other.imaginary**2
        product = self * other.conjugate()
        return ComplexNumber(product.real / size, product.imaginary / size)

    def __abs__(self):
        return math.hypot(self.real, self.imaginary)

    def conjugate(self):
        self.imaginary = -self.imaginary
        return self

    def exp(self):
        size = math.exp(self.real)
        return ComplexNumber(size * math.cos(self.imaginary), size * math.sin(self.imaginary))
