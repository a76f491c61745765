import pytest

from flood_fill import fill, paint


def picture():
    return [list("..#"), list(".#."), list("#..")]


def test_fills_the_area_in_place():
    image = picture()
    rows = [id(row) for row in image]
    assert fill(image, 0, 0, "x") == 3
    assert image == [list("xx#"), list("x#."), list("#..")]
    assert [id(row) for row in image] == rows


def test_same_colour_changes_nothing():
    image = picture()
    assert fill(image, 0, 0, ".") == 0
    assert image == picture()


def test_outside():
    with pytest.raises(IndexError, match="outside"):
        fill(picture(), 3, 0, "x")
    with pytest.raises(IndexError):
        fill(picture(), -1, 0, "x")


def test_paint_gives_a_new_picture():
    image = picture()
    painted = paint(image, 2, 2, "o")
    assert painted == [list("..#"), list(".#o"), list("#oo")]
    assert image == picture()
    painted[0][0] = "changed"
    assert image[0][0] == "."


def test_callback_for_each_cell():
    cells = []
    fill(picture(), 0, 0, "x", on_fill=lambda row, column: cells.append((row, column)))
    assert sorted(cells) == [(0, 0), (0, 1), (1, 0)]


def test_large_picture():
    image = [["."] * 60 for _ in range(60)]
    assert fill(image, 30, 30, "#") == 3600
    assert all(cell == "#" for row in image for cell in row)
