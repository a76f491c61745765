import re
import string
import unittest
from unittest import mock

from cipher import Cipher, InvalidKey


class CipherTest(unittest.TestCase):
    def test_encode_and_decode(self):
        cipher = Cipher("abcd")
        self.assertEqual(cipher.encode("aaaaaaaa"), "abcdabcd")
        self.assertEqual(cipher.decode(cipher.encode("thisismysecret")), "thisismysecret")

    def test_wraps_around(self):
        self.assertEqual(Cipher("d").encode("xyz"), "abc")

    def test_other_characters_are_kept(self):
        self.assertEqual(Cipher("b").encode("a-b c!"), "b-c d!")

    def test_random_key(self):
        self.assertTrue(re.fullmatch("[a-z]{100,}", Cipher().key))
        self.assertNotEqual(Cipher().key, Cipher().key)

    def test_random_source_is_replaced(self):
        with mock.patch("cipher.secrets.choice", return_value="q") as choice:
            self.assertEqual(Cipher().key, "q" * 100)
        choice.assert_called_with(string.ascii_lowercase)

    def test_invalid_keys(self):
        for key in ("ABC", "12", "", "a b"):
            with self.subTest(key=key), self.assertRaises(InvalidKey):
                Cipher(key)

    def test_key_is_not_shown(self):
        self.assertNotIn("secret", repr(Cipher("secret")))
        self.assertEqual(repr(Cipher("secret")), "Cipher(6 letters)")

    def test_streams(self):
        cipher = Cipher("b")
        self.assertEqual("".join(cipher.encode_stream(iter("abc"))), "bcd")
        self.assertEqual(next(cipher.encode_stream(letter for letter in "zzz")), "a")
