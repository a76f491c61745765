import math

import pytest

from graph_paths import Graph, NegativeWeight, NoPath


@pytest.fixture(scope="module")
def graph():
    graph = Graph()
    for edge in [("a", "b", 1), ("b", "c", 2), ("a", "c", 5), ("c", "d", 1)]:
        graph.add_edge(*edge)
    return graph


def test_shortest(graph):
    assert graph.shortest("a", "d") == (4, ["a", "b", "c", "d"])
    assert graph.shortest("a", "a") == (0, ["a"])


def test_no_path(graph):
    with pytest.raises(NoPath) as caught:
        graph.shortest("d", "a")
    assert (caught.value.start, caught.value.end) == ("d", "a")
    assert str(caught.value) == "no path from d to a"


def test_unknown_node(graph):
    with pytest.raises(KeyError):
        graph.shortest("a", "x")


def test_neighbours_is_a_copy(graph):
    graph.neighbours("a").clear()
    assert graph.neighbours("a") == {"b": 1, "c": 5}


def test_negative_weight():
    with pytest.raises(NegativeWeight, match="-1"):
        Graph().add_edge("x", "y", -1)


def test_distances_with_infinity(graph):
    assert graph.distances("b") == {"a": math.inf, "b": 0, "c": 2, "d": 3}


def test_breadth_first_calls_back_in_order(graph):
    seen = []
    graph.visit("a", seen.append)
    assert seen == ["a", "b", "c", "d"]


def test_nodes_may_be_any_hashable_object():
    graph, first, second = Graph(), (0, 0), frozenset("x")
    graph.add_edge(first, second, 0.5)
    assert graph.shortest(first, second) == (0.5, [first, second])
