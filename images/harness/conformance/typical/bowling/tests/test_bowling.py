import pytest

from bowling import BowlingGame


def play(rolls):
    game = BowlingGame()
    for roll in rolls:
        game.roll(roll)
    return game


@pytest.mark.parametrize("rolls, score", [
    ([0] * 20, 0),
    ([3, 6] * 10, 90),
    ([6, 4, 3] + [0] * 17, 16),
    ([10, 5, 3] + [0] * 16, 26),
    ([10] * 12, 300),
    ([0] * 18 + [7, 3, 7], 17),
    ([0] * 18 + [10, 10, 10], 30),
], ids=["gutter", "open", "spare", "strike", "perfect", "last-spare", "last-strikes"])
def test_score(rolls, score):
    assert play(rolls).score() == score


@pytest.mark.parametrize("pins", [-1, 11])
def test_impossible_roll(pins):
    with pytest.raises(ValueError):
        BowlingGame().roll(pins)


def test_frame_over_ten():
    game = BowlingGame()
    game.roll(5)
    with pytest.raises(ValueError, match="more than ten pins"):
        game.roll(6)


def test_unfinished_and_finished():
    with pytest.raises(IndexError, match="not finished"):
        play([0] * 19).score()
    with pytest.raises(IndexError, match="game is over"):
        play([0] * 20).roll(0)
