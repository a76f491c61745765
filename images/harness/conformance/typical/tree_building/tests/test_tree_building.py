import unittest

from tree_building import BuildTree, Node, Record


class TreeBuildingTest(unittest.TestCase):
    def test_empty_list(self):
        self.assertIsNone(BuildTree([]))

    def test_one_node(self):
        root = BuildTree([Record(0, 0)])
        self.assert_node_is_leaf(root, node_id=0)
        self.assertIsInstance(root, Node)

    def test_three_nodes_in_reverse_order(self):
        root = BuildTree([Record(2, 0), Record(1, 0), Record(0, 0)])
        self.assert_node_is_branch(root, node_id=0, children_count=2)
        self.assert_node_is_leaf(root.children[0], node_id=1)
        self.assert_node_is_leaf(root.children[1], node_id=2)

    def test_deep_tree(self):
        records = [Record(5, 1), Record(3, 2), Record(2, 0), Record(4, 1), Record(1, 0), Record(0, 0), Record(6, 2)]
        root = BuildTree(records)
        self.assert_node_is_branch(root, 0, 2)
        self.assert_node_is_branch(root.children[0], 1, 2)
        self.assert_node_is_branch(root.children[1], 2, 2)
        self.assert_node_is_leaf(root.children[0].children[1], 5)
        self.assertEqual([record.record_id for record in records], [5, 3, 2, 4, 1, 0, 6])

    def test_root_node_has_parent(self):
        with self.assertRaises(ValueError) as err:
            BuildTree([Record(0, 1), Record(1, 0)])
        self.assertEqual(type(err.exception), ValueError)
        self.assertEqual(err.exception.args[0], "Node parent_id should be smaller than it's record_id.")

    def test_no_root_node(self):
        with self.assertRaises(ValueError) as err:
            BuildTree([Record(1, 0), Record(2, 0)])
        self.assertEqual(err.exception.args[0], "Record id is invalid or out of order.")

    def test_cycle(self):
        with self.assertRaises(ValueError) as err:
            BuildTree([Record(0, 0), Record(1, 1)])
        self.assertEqual(err.exception.args[0], "Only root should have equal record and parent id.")

    def assert_node_is_branch(self, node, node_id, children_count):
        self.assertEqual(node.node_id, node_id)
        self.assertNotEqual(len(node.children), 0)
        self.assertEqual(len(node.children), children_count)

    def assert_node_is_leaf(self, node, node_id):
        self.assertEqual(node.node_id, node_id)
        self.assertEqual(len(node.children), 0)
