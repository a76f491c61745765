import pytest

from matrix import Matrix


@pytest.fixture
def matrix():
    return Matrix("1 2 3\n4 5 6\n7 8 9")


def test_rows_and_columns(matrix):
    assert matrix.row(1) == [1, 2, 3]
    assert matrix.column(3) == [3, 6, 9]


def test_wide_and_tall():
    assert Matrix("1 2 3 4\n5 6 7 8").column(4) == [4, 8]
    assert Matrix("1\n2\n3").row(3) == [3]


def test_numbers_of_several_digits():
    assert Matrix("89 1903 3\n18 3 1\n9 4 800").column(2) == [1903, 3, 4]


def test_result_can_be_changed_without_changing_the_matrix(matrix):
    matrix.row(1).append(99)
    matrix.row(2)[0] = 0
    matrix.column(1).clear()
    assert matrix.row(1) == [1, 2, 3]
    assert matrix.row(2) == [4, 5, 6]
    assert matrix.column(1) == [1, 4, 7]


def test_equality_and_transposition(matrix):
    assert matrix.transposed() == Matrix("1 4 7\n2 5 8\n3 6 9")
    assert matrix.transposed().transposed() == matrix
    assert matrix.transposed() != matrix


def test_row_out_of_range(matrix):
    with pytest.raises(IndexError):
        matrix.row(4)
