import enum


class Light(enum.Enum):
    RED = "red", 30
    GREEN = "green", 25
    YELLOW = "yellow", 5

    def __new__(cls, label, seconds):
        member = object.__new__(cls)
        member._value_ = label
        member.seconds = seconds
        return member


FOLLOWS = {Light.RED: Light.GREEN, Light.GREEN: Light.YELLOW, Light.YELLOW: Light.RED}


class TransitionError(Exception):
    def __init__(self, source, target):
        super().__init__(f"cannot go from {source.value} to {target.value}")
        self.source, self.target = source, target


class Machine:
    def __init__(self, start=Light.RED, on_change=None):
        self.state = start
        self.history = [start]
        self._on_change = on_change

    def go(self, target):
        if FOLLOWS[self.state] is not target:
            raise TransitionError(self.state, target)
        old, self.state = self.state, target
        self.history.append(target)
        if self._on_change:
            self._on_change(old, target)

    def next(self):
        self.go(FOLLOWS[self.state])
        return self.state
