import datetime
import unittest
from unittest import mock

import library
from library import Book, Library, LibraryError, NotAvailable, initials, is_isbn

TODAY = datetime.date(2024, 3, 1)


class LibraryTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.shared = [Book("Dune", "Herbert", 1965), Book("Emma", "Austen", 1815)]
        cls.opened_before = Library.opened

    @classmethod
    def tearDownClass(cls):
        del cls.shared

    def setUp(self):
        self.library = Library(self.shared)
        self.closed = []
        self.addCleanup(self.closed.append, True)

    def tearDown(self):
        self.library.loans.clear()
        self.library.close()
        self.assertTrue(self.library.closed)

    def test_class_setup_ran_once(self):
        self.assertGreater(Library.opened, self.opened_before)
        self.assertEqual(len(self.shared), 2)

    def test_find(self):
        self.assertEqual(self.library.find("Dune"), Book("Dune", "Herbert", 1965))
        self.assertIs(self.library.find("Emma"), self.shared[1])
        self.assertIsInstance(self.library.find("Dune"), Book)

    def test_find_missing(self):
        with self.assertRaises(KeyError) as context:
            self.library.find("Ulysses")
        self.assertEqual(context.exception.args, ("Ulysses",))

    def test_lend_gives_the_due_date(self):
        self.assertEqual(self.library.lend("Dune", "ann", TODAY), datetime.date(2024, 3, 15))
        self.assertIn("Dune", self.library.loans)
        self.assertNotIn("Emma", self.library.loans)

    def test_lend_twice(self):
        self.library.lend("Dune", "ann")
        with self.assertRaisesRegex(NotAvailable, "^'Dune' is with ann$") as context:
            self.library.lend("Dune", "bob")
        self.assertEqual(context.exception.holder, "ann")
        self.assertRaises(LibraryError, self.library.lend, "Dune", "bob")

    def test_fine(self):
        self.library.lend("Dune", "ann", TODAY)
        self.assertAlmostEqual(self.library.take_back("Dune", datetime.date(2024, 3, 18)), 1.5)
        self.library.lend("Dune", "ann", TODAY)
        self.assertEqual(self.library.take_back("Dune", TODAY), 0)

    def test_closed(self):
        self.library.close()
        with self.assertRaises(LibraryError):
            self.library.lend("Dune", "ann")

    def test_by_author(self):
        self.assertDictEqual(self.library.by_author(), {"Herbert": ["Dune"], "Austen": ["Emma"]})
        self.assertListEqual(self.library.titles(), ["Dune", "Emma"])
        self.assertCountEqual(self.library.titles(), ["Emma", "Dune"])

    def test_catalogue(self):
        self.assertMultiLineEqual(self.library.catalogue(), "Dune (1965)\nEmma (1815)")
        self.assertRegex(self.library.catalogue(), r"Emma \(\d+\)")

    def test_average(self):
        self.assertEqual(self.library.average_year(), 1890.0)
        with self.assertRaises(ZeroDivisionError):
            Library().average_year()

    def test_logs(self):
        with self.assertLogs("library", level="INFO") as logs:
            self.library.lend("Dune", "ann", TODAY)
            self.library.take_back("Dune", datetime.date(2024, 3, 16))
        self.assertEqual(logs.output, [
            "INFO:library:ann borrowed Dune",
            "WARNING:library:ann is 1 days late",
        ])

    def test_no_logs(self):
        with self.assertNoLogs("library"):
            self.library.find("Dune")

    def test_warnings(self):
        with self.assertWarns(DeprecationWarning) as context:
            found = self.library.old_search("du")
        self.assertEqual([book.title for book in found], ["Dune"])
        self.assertEqual(str(context.warning), "use find")
        self.library.lend("Dune", "ann")
        with self.assertWarnsRegex(ResourceWarning, "1 books are still out"):
            self.library.close()

    def test_subtests(self):
        cases = {"0-306-40615-2": True, "0-306-40615-3": False, "0-8044-2957-X": True, "": False}
        for text, expected in cases.items():
            with self.subTest(text=text):
                self.assertIs(is_isbn(text), expected)

    def test_patched_today(self):
        with mock.patch("library.datetime") as fake:
            fake.date.today.return_value = TODAY
            fake.timedelta = datetime.timedelta
            self.assertEqual(self.library.lend("Emma", "bob"), datetime.date(2024, 3, 15))

    @mock.patch.object(Library, "find", side_effect=KeyError("patched"))
    def test_patched_method(self, find):
        with self.assertRaises(KeyError):
            self.library.lend("Dune", "ann")
        find.assert_called_once_with("Dune")

    def test_identity_and_none(self):
        self.assertIsNone(self.library.close())
        self.assertIsNot(Book("a", "b", 1), Book("a", "b", 1))
        self.assertNotEqual(Book("a", "b", 1), Book("a", "b", 2))
        self.assertEqual(len({Book("a", "b", 1), Book("a", "b", 1)}), 1)


class InitialsTest(unittest.TestCase):
    def test_two_words(self):
        self.assertEqual(initials("ada lovelace"), "A.L.")

    def test_message_of_a_failure(self):
        with self.assertRaises(self.failureException):
            self.assertEqual(initials("ada"), "X.")

    @unittest.skip("not wanted")
    def test_skipped(self):
        self.fail("never runs")

    @unittest.skipIf(True, "always")
    def test_skipped_if(self):
        self.fail("never runs")

    @unittest.expectedFailure
    def test_expected_failure(self):
        self.assertEqual(initials("ada"), "wrong")


class BaseTest:
    """A mixin with tests: runs in its subclasses only."""

    books = ()

    def test_number_of_titles(self):
        self.assertEqual(len(Library(self.books).titles()), len(self.books))


class EmptyLibraryTest(BaseTest, unittest.TestCase):
    pass


class SmallLibraryTest(BaseTest, unittest.TestCase):
    books = (Book("One", "A", 1), Book("Two", "B", 2))

    def test_titles(self):
        self.assertSequenceEqual(Library(self.books).titles(), ["One", "Two"])


class CleanupTest(unittest.TestCase):
    def test_cleanups_run_in_reverse(self):
        log = []

        class Inner(unittest.TestCase):
            def runTest(self):
                self.addCleanup(log.append, "first")
                self.addCleanup(log.append, "second")
                log.append(library.initials("x"))

        result = Inner().run()
        self.assertTrue(result.wasSuccessful())
        self.assertEqual(log, ["X.", "second", "first"])

    def test_context_of_a_case(self):
        patcher = mock.patch("library.initials", return_value="patched")
        self.enterContext(patcher)
        self.assertEqual(library.initials("a b"), "patched")

    def test_context_is_left(self):
        self.assertEqual(library.initials("a b"), "A.B.")
