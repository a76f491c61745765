OPEN = "open"
CLOSED = "closed"
STUCK = "stuck for good"
NORTH, SOUTH = "north", "south"


class Door:
    def __init__(self, side=NORTH):
        self.side = side
        self.state = CLOSED

    def push(self, times=1):
        for _ in range(times):
            self.state = OPEN if self.state is CLOSED else CLOSED
        return self.state

    def turn(self):
        self.side = SOUTH if self.side == NORTH else NORTH


def try_all(doors):
    return OPEN if any(door.push() == OPEN for door in doors) else STUCK
