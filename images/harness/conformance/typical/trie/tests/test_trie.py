import unittest

from trie import Trie


class TrieTest(unittest.TestCase):
    def setUp(self):
        self.trie = Trie()
        for word in ("car", "card", "care", "cat", "dog", ""):
            self.trie.insert(word)

    def test_search(self):
        self.assertTrue(self.trie.search("car"))
        self.assertTrue(self.trie.search("card"))
        self.assertFalse(self.trie.search("ca"))
        self.assertFalse(self.trie.search("cards"))
        self.assertFalse(self.trie.search("x"))

    def test_starts_with(self):
        self.assertIs(self.trie.starts_with("ca"), True)
        self.assertIs(self.trie.starts_with("dogs"), False)

    def test_words_with_prefix_are_sorted(self):
        self.assertEqual(self.trie.words("car"), ["car", "card", "care"])
        self.assertEqual(self.trie.words("z"), [])
        self.assertEqual(list(self.trie), ["", "car", "card", "care", "cat", "dog"])

    def test_len_and_contains(self):
        self.assertEqual(len(self.trie), 6)
        self.trie.insert("cat")
        self.assertEqual(len(self.trie), 6)
        self.assertIn("dog", self.trie)
        self.assertNotIn("do", self.trie)

    def test_delete(self):
        self.assertTrue(self.trie.delete("car"))
        self.assertFalse(self.trie.delete("car"))
        self.assertNotIn("car", self.trie)
        self.assertIn("card", self.trie)

    def test_children(self):
        self.assertEqual(sorted(self.trie.root.children), ["c", "d"])
        self.assertTrue(self.trie.root.children["c"].children["a"].children["t"].is_end)
