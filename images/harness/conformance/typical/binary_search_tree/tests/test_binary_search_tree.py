import random

import pytest

from binary_search_tree import BinarySearchTree, TreeNode


def test_data():
    root = BinarySearchTree(["4", "2", "6", "1", "3", "5", "7"]).data()
    assert isinstance(root, TreeNode)
    assert root.data == "4"
    assert root.left.data == "2"
    assert root.left.left.data == "1"
    assert root.right.right.data == "7"
    assert root.left.left.left is None


def test_equal_goes_left():
    root = BinarySearchTree([4, 4]).data()
    assert root.left.data == 4
    assert root.right is None


def test_sorted():
    numbers = random.Random(1).sample(range(1000), 60)
    assert BinarySearchTree(numbers).sorted_data() == sorted(numbers)


def test_iteration_is_in_order_and_lazy():
    tree = BinarySearchTree([2, 1, 3])
    steps = iter(tree)
    assert next(steps) == 1
    tree.insert(2.5)
    assert list(steps) == [2, 2.5, 3]


def test_contains_and_depth():
    tree = BinarySearchTree("dbfac")
    assert "a" in tree
    assert "z" not in tree
    assert tree.depth() == 3
    assert BinarySearchTree([]).depth() == 0


def test_node_text():
    assert str(BinarySearchTree([1, 2]).data()) == "TreeNode(data=1, left=None, right=TreeNode(data=2, left=None, right=None))"


def test_key():
    tree = BinarySearchTree(["bb", "a", "cccc"], key=len)
    assert tree.sorted_data() == ["a", "bb", "cccc"]


def test_empty():
    with pytest.raises(ValueError, match="empty tree has no smallest"):
        BinarySearchTree([]).smallest()
    assert BinarySearchTree([5, 3]).smallest() == 3
