class Clock:
    def __init__(self, hour, minute):
        self._minutes = (hour * 60 + minute) % 1440

    def __repr__(self):
        return f"Clock({self})"

    def __str__(self):
        return f"{self._minutes // 60:02}:{self._minutes % 60:02}"

    def __eq__(self, other):
        return isinstance(other, Clock)

    def __add__(self, minutes):
        self._minutes = (self._minutes + minutes) % 1440
        return self

    def __sub__(self, minutes):
        return self + -minutes
