import statistics
from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, assume, example, given, settings
from hypothesis import strategies as st

import properties
from properties import Card, Interval, Suit, decode, encode, flatten, median, merge_sort, to_base, unique

quick = settings(max_examples=30, deadline=None, database=None, derandomize=True,
                 phases=[Phase.explicit, Phase.generate, Phase.shrink], suppress_health_check=[HealthCheck.too_slow])

intervals = st.tuples(st.integers(-50, 50), st.integers(-50, 50)).map(sorted).map(lambda ends: Interval(*ends))
cards = st.builds(Card, rank=st.integers(1, 13), suit=st.sampled_from(list("ch")).map(Suit))


@quick
@given(st.text())
def test_decode_undoes_encode(text):
    assert decode(encode(text)) == text


@quick
@given(st.text(alphabet="ab", min_size=1))
def test_neighbouring_runs_differ(text):
    runs = encode(text)
    assert all(count > 0 for _, count in runs)
    assert all(left[0] != right[0] for left, right in zip(runs, runs[1:]))


@quick
@given(st.lists(st.integers()))
def test_sorting(items):
    before = list(items)
    assert merge_sort(items) == sorted(items)
    assert items == before


@quick
@given(st.lists(st.tuples(st.integers(0, 3), st.text(max_size=2))))
def test_sorting_tuples(items):
    assert merge_sort(items) == sorted(items)


@quick
@given(st.lists(st.integers(0, 5)))
def test_unique(items):
    result = unique(items)
    assert set(result) == set(items)
    assert len(set(result)) == len(result)
    assert unique(result) == result


@quick
@given(st.integers(), st.integers(), st.integers())
def test_clamp(value, low, high):
    assume(low <= high)
    result = properties.clamp(value, low, high)
    assert low <= result <= high
    assert result == value or not low <= value <= high


@quick
@given(st.integers(min_value=0), st.integers(2, 36))
@example(0, 2)
def test_base_round_trip(number, base):
    assert int(to_base(number, base), base) == number


@given(st.integers(max_value=-1))
@quick
def test_negative_numbers_are_refused(number):
    with pytest.raises(ValueError, match="out of range"):
        to_base(number, 10)


@quick
@given(st.recursive(st.integers(), lambda children: st.lists(children, max_size=3), max_leaves=10))
def test_flatten(nested):
    def leaves(value):
        return [leaf for item in value for leaf in leaves(item)] if isinstance(value, list) else [value]

    if isinstance(nested, list):
        assert list(flatten(nested)) == leaves(nested)


@quick
@given(st.lists(st.floats(allow_nan=False, allow_infinity=False, width=32), min_size=1))
def test_median(values):
    assert median(values) == statistics.median(values)


@quick
@given(intervals, intervals, st.integers(-60, 60))
def test_intersection(first, second, value):
    both = first & second
    inside = value in first and value in second
    assert inside == (both is not None and value in both)
    assert (first & second) == (second & first)
    assert first & first == first


@quick
@given(st.lists(cards, min_size=1))
def test_cards(hand):
    best = max(hand)
    assert best.rank == max(card.rank for card in hand)
    assert all(isinstance(card.suit, Suit) for card in hand)
    assert Counter(card.rank for card in hand)[best.rank] >= 1


@quick
@given(st.data())
def test_drawing_inside(data):
    size = data.draw(st.integers(1, 5))
    queue = properties.Queue(size)
    items = data.draw(st.lists(st.text(max_size=3), min_size=size, max_size=size))
    for item in items:
        queue.put(item)
    with pytest.raises(OverflowError):
        queue.put("one more")
    assert [queue.get() for _ in items] == items


@pytest.mark.parametrize("base", [2, 16])
@quick
@given(number=st.integers(0, 1000))
def test_with_parametrize(base, number):
    assert set(to_base(number, base)) <= set("0123456789abcdef"[:base])


class TestInClass:
    @quick
    @given(st.binary(), st.booleans(), st.none() | st.decimals(allow_nan=False))
    def test_any_value_can_be_unique(self, data, flag, number):
        assert unique([data, flag, number, data]) == unique([data, flag, number])
