"""What the suite may not do, read from its text."""

from __future__ import annotations

import ast

import assay
from runs import all_runs

READS_SOURCE = {"inspect", "importlib", "ast", "dis", "tokenize", "linecache", "hashlib", "subprocess"}


def tree() -> ast.Module:
    return ast.parse(assay.source("test_booking.py"))


def functions(within: ast.AST) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(within) if isinstance(node, ast.FunctionDef)]


def asserts(node: ast.AST, checking: set[str]) -> bool:
    """Tell whether something is checked here, or by a function of the file that does."""
    for part in ast.walk(node):
        if isinstance(part, ast.Assert):
            return True
        if isinstance(part, ast.Call):
            called = part.func.attr if isinstance(part.func, ast.Attribute) else part.func.id if isinstance(part.func, ast.Name) else ""
            if called in checking or called in ("raises", "fail") or called.startswith("assert"):
                return True
    return False


def test_the_suite_is_lean():
    tests = [function for function in functions(tree()) if function.name.startswith("test")]
    assert tests, "there are no test functions"
    assert len(tests) <= 25, f"{len(tests)} test functions, 25 are allowed"
    items = len(all_runs()["given"].outcomes)
    assert items <= 60, f"pytest collects {items} tests with their parameters, 60 are allowed"


def test_every_test_checks_something():
    checking: set[str] = set()
    helpers = [function for function in functions(tree()) if not function.name.startswith("test")]
    for _ in helpers:
        checking |= {function.name for function in helpers if asserts(function, checking)}
    for function in functions(tree()):
        if function.name.startswith("test"):
            assert asserts(function, checking), f"line {function.lineno}: {function.name} calls the code and checks nothing: it can only fail if something raises"


def test_the_suite_looks_at_behaviour_only():
    for node in ast.walk(tree()):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
        if isinstance(node, ast.ImportFrom):
            names.append(node.module or "")
        for name in names:
            assert name.partition(".")[0] not in READS_SOURCE, f"line {node.lineno}: {name} is for looking at code, and not at what it does"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in ("open", "dir", "vars", "eval", "exec", "__import__"), f"line {node.lineno}: a test that uses {node.func.id}() looks at the code, and not at what it does"
        hidden = node.attr if isinstance(node, ast.Attribute) else ""
        assert hidden not in ("__file__", "__code__", "__dict__", "read_text", "read_bytes"), f"line {node.lineno}: a test that uses {hidden} looks at the code, and not at what it does"
        private = [name for name in [*names, hidden] if name.startswith("_") and not name.startswith("__")]
        own = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
        assert not private or own, f"line {node.lineno}: {private[0]} is private: whoever tidies up the module breaks this test"
