LINES = [(1, 2, 3), (4, 5, 6), (7, 8, 9), (1, 4, 7), (2, 5, 8), (3, 6, 9), (1, 5, 9), (3, 5, 7)]


class Board:
    def __init__(self, places=None):
        self._places = places or {}

    def place(self, place, player):
        if place not in range(1, 10):
            raise ValueError(f"not a place: {place}")
        if place in self._places:
            raise ValueError(f"{place} is taken")
        return Board({**self._places, place: player})

    def free(self):
        return [place for place in range(1, 10) if place not in self._places]

    def winner(self):
        for line in LINES:
            players = {self._places.get(place) for place in line}
            if len(players) == 1 and None not in players:
                return players.pop()
        return None

    def __str__(self):
        cells = [str(self._places.get(place, place)) for place in range(1, 10)]
        return "\n".join(" ".join(cells[row:row + 3]) for row in (0, 3, 6))


def _ask(player):
    def choose(board):
        print(board)
        while True:
            text = input(f"{player}: ")
            if not text.isdigit():
                print(f"not a place: {text}")
                continue
            return int(text)

    return choose


def play(x=None, o=None):
    choosers = {"X": x or _ask("X"), "O": o or _ask("O")}
    board, player = Board(), "X"
    while board.free():
        try:
            board = board.place(choosers[player](board), player)
        except ValueError as error:
            print(error)
            continue
        except StopIteration:
            return None
        if board.winner():
            print(f"{player} wins")
            return player
        player = "O" if player == "X" else "X"
    print("draw")
    return None
