"""Whole runs: a grader and a warden in namespaces of their own, and this test as Go."""

from __future__ import annotations

import pytest

from pod import judge


def test_smoke() -> None:
    result = judge(
        """
        import pytest
        import solution
        from solution import Stack, Empty

        def test_push():
            s = Stack()
            s.push(1)
            assert s.pop() == 1

        def test_empty():
            with pytest.raises(Empty):
                Stack().pop()

        def test_wrong():
            assert solution.three() == 4
        """,
        """
        class Empty(Exception): pass
        class Stack:
            def __init__(self): self.items = []
            def push(self, x): self.items.append(x)
            def pop(self):
                if not self.items: raise Empty("nothing")
                return self.items.pop()
        def three():
            print("hello")
            return 3
        """,
    )
    assert result.outcomes == {"test_push": "passed", "test_empty": "passed", "test_wrong": "failed"}
    assert "3 == 4" in result.messages["test_wrong"]

    assert result.done["stdout"]["text"] == "hello\n"
