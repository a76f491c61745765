import io
from unittest.mock import patch

import pytest

from tic_tac_toe import Board, play


def test_empty_board():
    assert str(Board()) == "1 2 3\n4 5 6\n7 8 9"


def test_moves_and_winner():
    board = Board()
    for place, player in [(1, "X"), (4, "O"), (2, "X"), (5, "O"), (3, "X")]:
        board = board.place(place, player)
    assert board.winner() == "X"
    assert str(board) == "X X X\nO O 6\n7 8 9"


def test_board_is_immutable():
    board = Board()
    board.place(1, "X")
    assert board.free() == [1, 2, 3, 4, 5, 6, 7, 8, 9]


def test_taken_place():
    with pytest.raises(ValueError, match="5 is taken"):
        Board().place(5, "X").place(5, "O")


def test_play_a_game(capsys):
    with patch("builtins.input", side_effect=["1", "4", "2", "5", "3"]) as asked:
        assert play() == "X"
    assert asked.call_args_list[1].args == ("O: ",)
    output = capsys.readouterr().out
    assert output.startswith("1 2 3\n4 5 6\n7 8 9\nX 2 3\n")
    assert output.endswith("X wins\n")


def test_bad_input_is_asked_again(capsys):
    with patch("builtins.input", side_effect=["x", "1", "1", "4", "2", "5", "3"]):
        play()
    output = capsys.readouterr().out
    assert "not a place: x\n" in output
    assert "1 is taken\n" in output


def test_draw_from_stdin(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO("1\n2\n3\n5\n4\n6\n8\n7\n9\n"))
    assert play() is None
    assert capsys.readouterr().out.endswith("draw\n")


def test_players_can_be_functions():
    moves = iter([9, 1, 5, 2])
    assert play(x=lambda board: next(moves), o=lambda board: min(board.free()) if 3 in board.free() else 3) in ("X", "O", None)
