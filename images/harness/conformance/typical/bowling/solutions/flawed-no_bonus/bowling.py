class BowlingGame:
    def __init__(self):
        self.rolls = []

    def _frames(self):
        index, frames = 0, []
        while index < len(self.rolls) and len(frames) < 10:
            if self.rolls[index] == 10:
                frames.append((self.rolls[index:index + 1], self.rolls[index:index + 3]))
                index += 1
            else:
                pair = self.rolls[index:index + 2]
                frames.append((pair, pair))
                index += 2
        return frames

    def _finished(self):
        frames = self._frames()
        if len(frames) < 10:
            return False
        own, counted = frames[-1]
        return len(counted) == (3 if sum(own) == 10 else 2)

    def roll(self, pins):
        if not 0 <= pins <= 10:
            raise ValueError("a roll is zero to ten pins")
        if self._finished():
            raise IndexError("game is over")
        frames = self._frames()
        if frames and len(frames[-1][0]) == 1 and sum(frames[-1][0]) < 10 and frames[-1][0][0] + pins > 10:
            raise ValueError("too many")
        self.rolls.append(pins)

    def score(self):
        if not self._finished():
            return 0
        return sum(sum(counted) for _, counted in self._frames())
