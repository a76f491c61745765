import doctest
import unittest

import counter


def names(found):
    return sorted(test.name for test in found if test.examples)


def test_module():
    assert doctest.testmod(counter) == (0, 7)


def test_finder_for_a_module():
    assert names(doctest.DocTestFinder().find(counter)) == [
        "counter",
        "counter.Counter",
        "counter.Counter.add",
        "counter.Counter.of",
        "counter.Counter.zero",
        "counter.count",
    ]


def test_finder_for_a_class():
    found = doctest.DocTestFinder().find(counter.Counter, "Counter", module=counter)
    assert names(found) == ["Counter", "Counter.add", "Counter.of", "Counter.zero"]


def test_suite():
    result = unittest.TestResult()
    suite = doctest.DocTestSuite(counter)
    assert suite.countTestCases() == 6
    suite.run(result)
    assert result.wasSuccessful() and result.testsRun == 6


def test_function_of_a_static_method():
    assert counter.Counter.__dict__["zero"].__func__ is counter.Counter.zero
    assert counter.Counter.add.__module__ == "counter"
