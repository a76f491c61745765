import copy
import pickle

import pytest

import graph
from graph import Graph, Node


class Place:
    """A node of the test."""

    def __init__(self, name):
        self.name = name
        self.links = []


def test_a_circle_of_the_solution():
    first, second = Node("first"), Node("second")
    first.link(second)
    second.link(first)
    copied = copy.deepcopy(first)
    assert copied is not first
    assert copied.links[0].name == "second"
    assert copied.links[0] is not second
    assert copied.links[0].links[0] is copied


def test_a_circle_of_the_test():
    first, second = Place("first"), Place("second")
    first.links.append(second)
    second.links.append(first)
    copied = graph.cloned(first)
    assert copied is not first
    assert copied.links[0].name == "second"
    assert copied.links[0] is not second
    assert copied.links[0].links[0] is copied


def test_a_circle_through_both():
    place, node = Place("place"), Node("node")
    place.links.append(node)
    node.link(place)
    copied = copy.deepcopy(place)
    assert copied is not place
    assert copied.links[0] is not node
    assert copied.links[0].links[0] is copied
    again = graph.cloned(node)
    assert again is not node
    assert again.links[0] is not place
    assert again.links[0].links[0] is again


def test_what_is_shared_stays_shared():
    shared = Node("shared")
    one, two = Place("one"), Place("two")
    one.links.append(shared)
    two.links.append(shared)
    first, second = copy.deepcopy([one, two])
    assert first.links[0] is second.links[0]
    assert first.links[0] is not shared
    known = Place("known")
    nodes = [Node("a"), Node("b")]
    for node in nodes:
        node.link(known)
    a, b = graph.cloned(nodes)
    assert a.links[0] is b.links[0]
    assert a.links[0] is not known


def test_the_original_is_left_alone():
    found = Graph()
    found.add(Node("a"))
    copied = copy.deepcopy(found)
    copied.add(Node("b"))
    assert len(found.nodes) == 1
    assert len(copied.nodes) == 2
    assert copied.nodes[0] is not found.nodes[0]


def test_a_hook_of_its_own():
    class Kept:
        def __deepcopy__(self, memo):
            return self

    kept = Kept()
    node = Node("a")
    node.link(kept)
    assert graph.cloned(node).links[0] is kept
    assert copy.deepcopy(node).links[0] is kept
    assert copy.deepcopy(graph.Anchor()) is graph.ANCHOR


def test_a_memo_is_handed_on():
    node = Node("a")
    memo = {}
    one = copy.deepcopy(node, memo)
    assert copy.deepcopy(node, memo) is one


def test_copies_of_copies():
    node = Node("a")
    node.link(Place("b"))
    once = copy.deepcopy(node)
    twice = copy.deepcopy(once)
    assert twice.links[0].name == "b"
    assert len({id(each.links[0]) for each in (node, once, twice)}) == 3


class Pair:
    def __init__(self, one, two):
        self.one, self.two = one, two

    def __eq__(self, other):
        return isinstance(other, Pair) and (self.one, self.two) == (other.one, other.two)

    def __getstate__(self):
        return {"one": self.one, "two": self.two}


def test_objects_of_the_test_in_a_pickle(tmp_path):
    pair, node = Pair(1, [2, 3]), Node("kept")
    graph.save(tmp_path / "kept", pair, {"again": pair, "node": node}, 3)
    pair.two.append(4)
    first, named, number = graph.load(tmp_path / "kept")
    assert isinstance(first, Pair) and first == Pair(1, [2, 3]) and first is not pair
    assert named["again"] is first and number == 3
    assert named["node"].name == "kept" and named["node"] is not node
    assert graph.load(tmp_path / "kept")[0] is not first


def test_such_a_pickle_read_by_the_test(tmp_path):
    graph.save(tmp_path / "kept", Pair("a", None))
    with open(tmp_path / "kept", "rb") as stored:
        assert pickle.load(stored) == (Pair("a", None),)


def test_equal_objects_have_equal_pickles():
    total = graph.Cache(lambda pair: pair.one + pair.two)
    assert [total(Pair(1, 2)), total(Pair(1, 2)), total(Pair(1, 3))] == [3, 3, 4]
    assert total.missed == 2


def test_what_cannot_be_pickled(tmp_path):
    class Local:
        pass

    with pytest.raises((AttributeError, pickle.PicklingError), match="Local"):
        graph.save(tmp_path / "kept", Local())
    with pytest.raises((AttributeError, pickle.PicklingError)):
        graph.save(tmp_path / "kept", lambda: None)
    with pytest.raises(TypeError, match="pickle"):
        graph.save(tmp_path / "kept", Pair(1, (n for n in range(3))))
