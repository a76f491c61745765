"""Skips the whole module while it is imported."""

try:
    import pytest

    pytest.skip("not today", allow_module_level=True)
except ImportError:
    import unittest

    raise unittest.SkipTest("not today")
