from custom_set import CustomSet


def test_equality():
    assert CustomSet() == CustomSet()
    assert CustomSet([3, 4]) == CustomSet([4, 3])
    assert CustomSet([1, 2, 2, 1]) == CustomSet([1, 2])
    assert CustomSet([1, 2]) != CustomSet([1, 3])
    assert not CustomSet([1]) == CustomSet([1, 2])


def test_isempty():
    assert CustomSet().isempty() is True
    assert CustomSet([1]).isempty() is False


def test_contains():
    numbers = CustomSet([1, 2, 3])
    assert 2 in numbers
    assert 4 not in numbers


def test_subset():
    assert CustomSet([1]).issubset(CustomSet([1, 2]))
    assert not CustomSet([1, 3]).issubset(CustomSet([1, 2]))
    assert CustomSet().issubset(CustomSet())


def test_disjoint():
    assert CustomSet([1]).isdisjoint(CustomSet([2]))
    assert not CustomSet([1, 2]).isdisjoint(CustomSet([2]))


def test_add_returns_nothing_and_changes_the_set():
    numbers = CustomSet([1])
    numbers.add(3)
    numbers.add(3)
    assert numbers == CustomSet([1, 3])
    assert len(numbers) == 2


def test_operations_make_new_sets():
    first, second = CustomSet([1, 2, 3]), CustomSet([3, 4])
    assert first + second == CustomSet([1, 2, 3, 4])
    assert first - second == CustomSet([1, 2])
    assert first.intersection(second) == CustomSet([3])
    assert first == CustomSet([1, 2, 3])


def test_elements_can_be_texts_and_tuples():
    assert sorted(CustomSet(["b", "a"])) == ["a", "b"]
    assert (1, 2) in CustomSet([(1, 2)])
