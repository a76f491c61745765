"""What mypy finds in the submitted text, and in good and bad uses of it. Nothing of the submission runs here."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Sequence

import assay
import pytest
from checker import MODULE, Finding, Snippet, errors, findings, line_of, snippets

CHECKER_ONLY = {"TYPE_CHECKING", "MYPY", "version_info", "platform"}
WAYS_ROUND = {"cast", "no_type_check", "no_type_check_decorator"}


def listed(found: Sequence[object]) -> str:
    """Give the first few of what was found, one on each line."""
    more = f"\n  ... and {len(found) - 8} more" if len(found) > 8 else ""
    return "".join(f"\n  {one}" for one in found[:8]) + more


def test_strict_mypy_finds_nothing():
    found = [one for one in errors(MODULE) if one.code != "explicit-any"]
    assert not found, f"mypy --strict finds {len(found)} errors in the module:{listed(found)}"


@pytest.mark.parametrize("name", snippets("accept.py"))
def test_good_use_is_accepted(name):
    snippet = snippets("accept.py")[name]
    found = inside(snippet, "accept.py")
    assert not found, f"{snippet.why} mypy refuses a use that is good: {said(found)}\n\n{snippet.text}\n"


@pytest.mark.parametrize("name", snippets("reject.py"))
def test_misuse_is_refused(name):
    snippet = snippets("reject.py")[name]
    found = inside(snippet, "reject.py")
    others = [one for one in found if one.line not in snippet.marked]
    assert not others, f"{snippet.why} mypy should refuse what is marked and nothing else: {said(others)}\n\n{snippet.text}\n"
    for marked, codes in snippet.marked.items():
        here = [one for one in found if one.line == marked]
        line = line_of("reject.py", marked)
        assert here, f"{snippet.why} mypy lets `{line}` pass, so nobody hears of this mistake before it happens:\n\n{snippet.text}\n"
        assert any(one.code in codes for one in here), f"{snippet.why} mypy refuses `{line}` for another reason: {said(here)}\n\n{snippet.text}\n"


def inside(snippet: Snippet, file: str) -> list[Finding]:
    """Give the errors in a snippet."""
    return [one for one in errors(file) if one.line in snippet.lines]


def said(found: list[Finding]) -> str:
    """Tell what mypy says of which lines."""
    return "; ".join(f"`{line_of(one.file, one.line)}`: {one.message} [{one.code}]" for one in found[:3])


def test_any_is_written_nowhere():
    found = [one for one in errors(MODULE) if one.code == "explicit-any"]
    assert not found, f"Any switches the checker off for whatever it touches; object and type variables do not:{listed(found)}"


def test_nothing_public_is_of_type_any():
    missing = errors("public.py")
    assert not missing, f"what the brief names should all be there: {said(missing)}"
    vague = [f"{line_of(one.file, one.line)}: {one.message}" for one in findings() if one.file == "public.py" and re.search(r"\bAny\b", one.message)]
    assert not vague, f"the checker sees Any in what others use (Callable[..., X] and a bare generic have it too):{listed(vague)}"


def test_no_way_round_the_checker():
    text = assay.source(MODULE)
    comments = [token.string for token in tokenize.generate_tokens(io.StringIO(text).readline) if token.type == tokenize.COMMENT]
    ignored = [comment for comment in comments if re.search(r"#\s*type:\s*ignore", comment)]
    assert len(ignored) <= 1, f"one type: ignore is allowed, there are {len(ignored)}:{listed(ignored)}"
    bare = [comment for comment in ignored if not re.search(r"ignore\[[\w, -]+\]", comment)]
    assert not bare, f"a type: ignore names the code that it ignores, or it hides the next mistake on its line too: {bare[0]}"
    configured = [comment for comment in comments if re.match(r"#\s*mypy:", comment)]
    assert not configured, f"the module must not configure its checker: {configured[0]}"
    tree = ast.parse(text)
    names = [name.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for name in node.names]
    names += [node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    for way in sorted(WAYS_ROUND.intersection(names)):
        raise AssertionError(f"{way} claims what nobody has checked: look at the value (isinstance, is_row) or use a type variable")
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and all(isinstance(one, (ast.Import, ast.ImportFrom, ast.Pass)) for one in node.body + node.orelse):
            node.test = ast.Constant(True)
    for node in ast.walk(tree):
        name = getattr(node, "id", None) or getattr(node, "attr", None)
        assert name not in CHECKER_ONLY, f"line {node.lineno}: with {name} the checker sees other code than what runs; only imports may depend on it"
