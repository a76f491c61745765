import io
import unittest
from unittest import mock

from grep import grep

FILES = {
    "iliad.txt": "Achilles sing, O Goddess! Peleus' son;\nHis wrath pernicious, who ten thousand woes\nCaused to Achaia's host.\n",
    "hamlet.txt": "To be, or not to be\nthat is the question\n",
}


def open_mock(name, *args, **kwargs):
    if name not in FILES:
        raise FileNotFoundError(2, "No such file or directory", name)
    return io.StringIO(FILES[name])


@mock.patch("grep.open", side_effect=open_mock, create=True)
class GrepTest(unittest.TestCase):
    def test_one_file_one_match(self, opened):
        self.assertEqual(grep("wrath", "", ["iliad.txt"]), "His wrath pernicious, who ten thousand woes\n")
        opened.assert_called_once()

    def test_line_numbers(self, _):
        self.assertEqual(grep("Caused", "-n", ["iliad.txt"]), "3:Caused to Achaia's host.\n")

    def test_ignore_case(self, _):
        self.assertEqual(grep("TO BE", "-i", ["hamlet.txt"]), "To be, or not to be\n")
        self.assertEqual(grep("TO BE", "", ["hamlet.txt"]), "")

    def test_file_names_only(self, _):
        self.assertEqual(grep("to", "-l", ["iliad.txt", "hamlet.txt"]), "iliad.txt\nhamlet.txt\n")

    def test_several_files(self, _):
        self.assertEqual(
            grep("that", "", ["iliad.txt", "hamlet.txt"]),
            "hamlet.txt:that is the question\n",
        )

    def test_inverted(self, _):
        self.assertEqual(grep("be", "-v -n", ["hamlet.txt"]), "2:that is the question\n")

    def test_entire_lines(self, _):
        self.assertEqual(grep("that is", "-x", ["hamlet.txt"]), "")
        self.assertEqual(grep("THAT IS THE QUESTION", "-x -i", ["hamlet.txt"]), "that is the question\n")

    def test_missing_file(self, _):
        with self.assertRaises(FileNotFoundError) as err:
            grep("x", "", ["missing.txt"])
        self.assertEqual(err.exception.filename, "missing.txt")
