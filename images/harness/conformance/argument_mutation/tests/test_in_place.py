from collections import Counter, OrderedDict, defaultdict, deque

import pytest

import solution


def test_sorts_in_place_and_returns_none():
    items = [3, 1, 2]
    assert solution.bubble_sort(items) is None
    assert items == [1, 2, 3]


def test_sorted_copy_leaves_its_argument_alone():
    items = [3, 1, 2]
    assert solution.sorted_copy(items) == [1, 2, 3]
    assert items == [3, 1, 2]


def test_removing_changes_and_returns_the_same_list():
    items = [1, 2, 1, 3]
    result = solution.remove_all(items, 1)
    assert items == [2, 3]
    assert result is items


def test_default_list_is_not_shared_between_calls():
    assert solution.append_default(1) == [1]
    assert solution.append_default(2) == [2]


def test_given_list_is_extended():
    items = ["a"]
    solution.append_default("b", items)
    assert items == ["a", "b"]


def test_dict_update():
    target = {"a": 1}
    result = solution.merge(target, {"b": 2}, {"a": 3})
    assert target == {"a": 3, "b": 2}
    assert result is target


def test_merged_makes_a_new_dict():
    first, second = {"a": 1}, {"b": 2}
    assert solution.merged(first, second) == {"a": 1, "b": 2}
    assert (first, second) == ({"a": 1}, {"b": 2})


def test_set_is_reduced():
    numbers = {1, 2, 3, 4}
    solution.drop_odd(numbers)
    assert numbers == {2, 4}


def test_bytearray_is_changed():
    data = bytearray(b"secret")
    solution.xor(data, 0x20)
    assert data == b"SECRET"
    solution.xor(data, 0x20)
    assert data == b"secret"


def test_deque_is_rotated():
    queue = deque([1, 2, 3, 4], maxlen=4)
    solution.rotate(queue, 1)
    assert queue == deque([4, 1, 2, 3])
    assert queue.maxlen == 4


def test_nested_lists_are_changed_and_keep_their_identity():
    rows = [[1, 2], [3, 4]]
    first = rows[0]
    solution.transpose(rows)
    assert rows == [[1, 3], [2, 4]]
    assert rows[0] is first
    assert first == [1, 3]


def test_sets_are_added_inside_dicts_inside_a_list():
    records = [{"id": 1}, {"id": 2, "tags": {"old"}}]
    solution.tag(records, "new")
    assert records == [{"id": 1, "tags": {"new"}}, {"id": 2, "tags": {"old", "new"}}]


def test_one_list_passed_twice_is_one_list():
    items = []
    assert solution.bump_first(items, items) == 1
    assert items == ["bumped"]


def test_two_lists_stay_two():
    first, second = [], []
    assert solution.bump_first(first, second) == 0
    assert (first, second) == (["bumped"], [])


def test_change_made_before_an_exception_is_seen():
    target = []
    with pytest.raises(ValueError, match="negative: -3"):
        solution.fill_until_bad(target, [1, 2, -3, 4])
    assert target == [1, 2]


def test_shuffle_in_place_is_repeatable():
    first, second = list(range(20)), list(range(20))
    solution.shuffle(first, seed=7)
    solution.shuffle(second, seed=7)
    assert first == second
    assert sorted(first) == list(range(20))
    assert first != list(range(20))


def test_keyword_argument_is_changed():
    bag = [0]
    solution.collect(1, 2, into=bag)
    assert bag == [0, 1, 2]


def test_insertion_keeps_order():
    items = [1, 5, 9]
    solution.insert_sorted(items, 6)
    assert items == [1, 5, 6, 9]


def test_keys_are_renamed_and_deleted():
    options = {"Name": "x", "nested": {"depth": 1, "unused": True}}
    nested = options["nested"]
    solution.normalise(options)
    assert options == {"name": "x", "nested": {"depth": 2}}
    assert options["nested"] is nested


def test_swapped_elements_are_the_same_objects():
    left, right = ["left"], ["right"]
    items = [left, 0, right]
    solution.swap_ends(items)
    assert items[0] is right
    assert items[-1] is left


def test_counter_defaultdict_and_ordered_dict_arguments():
    counter = Counter()
    solution.count_words(counter, ["a", "b", "a"])
    assert counter == Counter(a=2, b=1)
    index = defaultdict(list)
    solution.group(index, [("x", 1), ("y", 2), ("x", 3)])
    assert index == {"x": [1, 3], "y": [2]}
    ordered = OrderedDict(a=1, b=2)
    solution.move_to_end(ordered, "a")
    assert list(ordered) == ["b", "a"]


def test_callback_sees_each_change_as_it_happens():
    items, sizes = [1, 2, 3], []
    solution.drain(items, lambda item: sizes.append((item, len(items))))
    assert sizes == [(3, 2), (2, 1), (1, 0)]


def test_result_built_in_a_given_list():
    into = ["start"]
    result = solution.flatten([1, [2, [3, []]]], into)
    assert result is into
    assert into == ["start", 1, 2, 3]
