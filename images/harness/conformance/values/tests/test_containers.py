import pytest

import solution


def test_tuple_and_list_are_told_apart():
    assert solution.halves(7) == (3, 1)
    assert isinstance(solution.halves(7), tuple)
    assert solution.chunks([1, 2, 3], 2) == [[1, 2], [3]]
    assert solution.chunks((1, 2, 3), 2) == [(1, 2), (3,)]


def test_container_types_arrive_exactly():
    values = [[], (), {}, set(), frozenset(), range(3), slice(1, 2)]
    assert solution.kinds(values) == ["list", "tuple", "dict", "set", "frozenset", "range", "slice"]


def test_dict_with_mixed_keys():
    assert solution.inventory() == {"apples": 3, "pears": 0, (1, 2): "tuple key", None: "nothing", 7: [1.5, "x"]}


def test_dict_order_survives_both_ways():
    mapping = {"z": 1, "a": 2, "m": 3}
    assert solution.order(mapping) == ["z", "a", "m"]
    assert list(solution.identity(mapping)) == ["z", "a", "m"]


def test_sets_of_frozensets():
    assert solution.subsets("ab") == {frozenset("a"), frozenset("b")}
    assert solution.identity({1, 2}) == {2, 1}


def test_deeply_nested_list():
    assert solution.depth_of(solution.nested(60)) == 60
    value = []
    for _ in range(40):
        value = [value]
    assert solution.depth_of(value) == 40


def test_mixed_nesting():
    value = {"rows": [(1, {"a": {2, 3}}), (b"x", [None, {"deep": [[["end"]]]}])]}
    assert solution.identity(value) == value


def test_result_shares_one_list():
    pair = solution.shared_pair()
    assert pair == [[0, 0], [0, 0]]
    pair[0][0] = 5
    assert pair[1] == [5, 0]


def test_result_shares_one_set():
    result = solution.shared_values()
    assert result["first"] is result["second"]


def test_argument_shares_one_list():
    row = [1]
    assert solution.is_shared([row, row])
    assert not solution.is_shared([[1], [1]])


def test_list_that_contains_itself_comes_back():
    loop = solution.knot()
    assert loop[0] == 1
    assert loop[1] is loop


def test_dicts_that_point_at_each_other():
    parent = solution.ring()
    assert parent["child"]["name"] == "child"
    assert parent["child"]["parent"] is parent


def test_list_that_contains_itself_is_accepted():
    loop = ["x"]
    loop.append(loop)
    assert solution.is_knot(loop)
    assert not solution.is_knot(["x", ["x"]])


@pytest.mark.parametrize("size", [1, 2, 5])
def test_chunks_cover_everything(size):
    items = list(range(10))
    flat = [item for chunk in solution.chunks(items, size) for item in chunk]
    assert flat == items


def test_same_argument_twice_is_the_same_object():
    item = ["x"]
    assert solution.is_shared((item, item))
