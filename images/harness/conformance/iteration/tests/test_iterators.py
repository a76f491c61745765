import collections.abc
import itertools

import pytest

import solution


class Counted:
    """A test-side iterator that counts how often it was pulled."""

    def __init__(self, items):
        self.items = iter(items)
        self.pulled = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.pulled += 1
        return next(self.items)


def test_pulls_exactly_what_it_needs():
    source = Counted(itertools.count())
    assert list(solution.take(3, source)) == [0, 1, 2]
    assert source.pulled == 3


def test_generator_expression_is_lazy():
    source = Counted(range(100))
    squares = solution.squares(source)
    assert source.pulled == 0
    assert next(squares) == 0
    assert next(squares) == 1
    assert source.pulled == 2


def test_iterating_pulls_one_at_a_time():
    source = solution.Source()
    stream = source.stream()
    assert source.pulled == 0
    for number in stream:
        assert source.pulled == number
        if number == 5:
            break
    assert source.pulled == 5


def test_islice_pulls_no_more_than_asked():
    source = solution.Source()
    assert list(itertools.islice(source.stream(), 10)) == list(range(1, 11))
    assert source.pulled == 10


def test_zip_stops_with_the_shorter():
    source = solution.Source()
    assert list(zip("abc", source.stream())) == [("a", 1), ("b", 2), ("c", 3)]
    assert source.pulled == 3


def test_first_match_stops_early():
    source = Counted([1, 3, 4, 5, 6])
    assert solution.first_match(source, lambda item: item % 2 == 0) == 4
    assert source.pulled == 3
    assert solution.first_match([1], lambda item: item > 5) is None


def test_map_filter_and_pairwise_objects():
    assert list(solution.pairs("abcd")) == [("a", "b"), ("b", "c"), ("c", "d")]
    assert list(solution.evens(range(6))) == [0, 2, 4]
    assert next(solution.doubled([5, 6])) == 10
    assert iter(solution.doubled([])) is not None


def test_sliding_window_over_a_generator():
    windows = solution.sliding((n for n in range(5)), 3)
    assert list(windows) == [(0, 1, 2), (1, 2, 3), (2, 3, 4)]


def test_iterable_can_be_walked_twice():
    numbers = solution.Countdown(3)
    assert list(numbers) == [3, 2, 1]
    assert list(numbers) == [3, 2, 1]
    assert iter(numbers) is not iter(numbers)


def test_reversed_len_and_contains():
    numbers = solution.Countdown(3)
    assert list(reversed(numbers)) == [1, 2, 3]
    assert len(numbers) == 3
    assert 3 in numbers
    assert 4 not in numbers


def test_iterator_is_consumed_once():
    letters = solution.Once("abc")
    assert iter(letters) is letters
    assert next(letters) == "a"
    assert list(letters) == ["b", "c"]
    assert list(letters) == []
    assert letters.pulled == 3


def test_collections_abc_knows_them():
    assert isinstance(solution.Once("a"), collections.abc.Iterator)
    assert isinstance(solution.Countdown(1), collections.abc.Iterable)
    assert not isinstance(solution.Countdown(1), collections.abc.Iterator)
    assert isinstance(solution.naturals(), collections.abc.Generator)
    assert isinstance(solution.doubled([1]), collections.abc.Iterator)


def test_old_sequence_protocol():
    assert list(solution.Squares()) == [0, 1, 4, 9]
    assert 9 in list(solution.Squares())


def test_recursive_iteration():
    tree = solution.Tree(1, solution.Tree(2, solution.Tree(3)), solution.Tree(4))
    assert list(tree) == [1, 2, 3, 4]
    assert sorted(tree, reverse=True) == [4, 3, 2, 1]


def test_enumerate_and_nested_loops():
    result = [(i, a, b) for i, a in enumerate(solution.Countdown(2)) for b in solution.Countdown(a)]
    assert result == [(0, 2, 2), (0, 2, 1), (1, 1, 1)]


def test_interleave_test_side_generators():
    def letters():
        yield "a"
        yield "b"

    assert list(solution.interleave(letters(), [1, 2, 3], iter(()))) == ["a", 1, "b", 2, 3]


def test_test_side_generator_is_closed_by_nobody():
    finished = []

    def letters():
        try:
            yield "a"
            yield "b"
        finally:
            finished.append(True)

    source = letters()
    assert list(solution.take(1, source)) == ["a"]
    assert finished == []
    assert next(source) == "b"
    source.close()
    assert finished == [True]


def test_items_that_are_objects_keep_their_identity():
    objects = [object(), object()]
    assert [item for item in solution.interleave(objects)] == objects
    assert next(solution.take(1, iter(objects))) is objects[0]


def test_exception_in_a_test_side_iterator_passes_through():
    def broken():
        yield 1
        raise LookupError("no more pages")

    windows = solution.squares(broken())
    assert next(windows) == 1
    with pytest.raises(LookupError, match="no more pages"):
        next(windows)


def test_dict_views_and_strings_as_input():
    assert list(solution.pairs({"a": 1, "b": 2}.items())) == [(("a", 1), ("b", 2))]
    assert list(solution.evens({2: "x", 3: "y"}.keys())) == [2]
