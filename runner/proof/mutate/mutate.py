"""Small changes to a program that its tests should notice.

Reads the Python files below source/ and prints a JSON object for each mutant:
its file, the bytes of it that are replaced (from, to) and the text that takes
their place. Of all mutants a sample is printed which depends on the program only.
Nothing of the program is run.
"""

from __future__ import annotations

import ast
import copy
import hashlib
import json
import pathlib
import re
from collections.abc import Iterator

SOURCE = pathlib.Path("source")
LONGEST = 300  # characters of a replacement

COMPARISONS: dict[type[ast.cmpop], list[type[ast.cmpop]]] = {
    ast.Lt: [ast.LtE, ast.GtE],
    ast.LtE: [ast.Lt, ast.Gt],
    ast.Gt: [ast.GtE, ast.LtE],
    ast.GtE: [ast.Gt, ast.Lt],
    ast.Eq: [ast.NotEq],
    ast.NotEq: [ast.Eq],
    ast.Is: [ast.IsNot],
    ast.IsNot: [ast.Is],
    ast.In: [ast.NotIn],
    ast.NotIn: [ast.In],
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitAnd,
}
DROPPED = (ast.Expr, ast.Assign, ast.AugAssign, ast.Raise, ast.Delete, ast.Break, ast.Continue, ast.Global, ast.Nonlocal)

type Edit = tuple[int, int, str]


class Program:
    """One file: its bytes and where its lines begin."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.data = data
        self.tree = ast.parse(data)
        self.starts = [0]
        for line in data.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))

    def start(self, node: ast.expr | ast.stmt | ast.keyword) -> int:
        return self.starts[node.lineno - 1] + node.col_offset

    def end(self, node: ast.expr | ast.stmt | ast.keyword) -> int:
        assert node.end_lineno is not None and node.end_col_offset is not None
        return self.starts[node.end_lineno - 1] + node.end_col_offset

    def span(self, node: ast.expr | ast.stmt, text: str) -> Edit:
        return self.start(node), self.end(node), text

    def text(self, node: ast.expr | ast.stmt) -> str:
        return self.data[self.start(node) : self.end(node)].decode()

    def edits(self) -> Iterator[Edit]:
        """Gives every edit whose outcome is a different program."""
        unchanged = ast.dump(self.tree)
        seen = set()
        for edit in self._walk(self.tree):
            start, end, text = edit
            if edit in seen or len(text) > LONGEST or text == self.data[start:end].decode():
                continue
            seen.add(edit)
            try:
                mutant = ast.parse(self.data[:start] + text.encode() + self.data[end:])
                compile(mutant, self.name, "exec")
            except (SyntaxError, ValueError):
                continue
            if ast.dump(mutant) != unchanged:
                yield edit

    def _walk(self, node: ast.AST) -> Iterator[Edit]:
        if isinstance(node, ast.expr):
            yield from self._expression(node)
        elif isinstance(node, ast.stmt):
            if isinstance(node, ast.Import | ast.ImportFrom | ast.TypeAlias) or _is_main_guard(node):
                return
            yield from self._statement(node)
        elif isinstance(node, ast.comprehension):
            for condition in node.ifs:
                yield from self._negated(condition)
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns", "type_params", "type_comment", "bases"):
                continue  # never decides what happens, or decides it before anything does
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST) and not isinstance(child, ast.JoinedStr):
                    yield from self._walk(child)

    def _expression(self, node: ast.expr) -> Iterator[Edit]:
        if isinstance(node, ast.Compare):
            for place, operator in enumerate(node.ops):
                for other in COMPARISONS[type(operator)]:
                    changed = copy.deepcopy(node)
                    changed.ops[place] = other()
                    yield self.span(node, ast.unparse(changed))
        elif isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC:
            if not any(isinstance(side, ast.Constant) and isinstance(side.value, str | bytes) for side in (node.left, node.right)):
                left, right = ast.unparse(node.left), ast.unparse(node.right)
                changed_op = ast.unparse(ast.BinOp(ast.Name("a"), ARITHMETIC[type(node.op)](), ast.Name("b")))[1:-1]
                yield self.span(node, f"(({left}){changed_op}({right}))")
        elif isinstance(node, ast.BoolOp):
            changed_bool = copy.deepcopy(node)
            changed_bool.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            yield self.span(node, f"({ast.unparse(changed_bool)})")
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
            yield self.span(node, f"({self.text(node.operand)})")
        elif isinstance(node, ast.IfExp):
            yield from self._negated(node.test)
        elif isinstance(node, ast.Constant):
            yield from self._constant(node)
        elif isinstance(node, ast.Call):
            yield from self._call(node)
        elif isinstance(node, ast.Slice):
            for bound in (node.lower, node.upper):
                if bound is not None and not isinstance(bound, ast.Constant):
                    yield self.span(bound, f"({self.text(bound)}) + 1")
        elif isinstance(node, ast.Yield) and node.value is not None:
            yield self.span(node.value, "None")

    def _negated(self, test: ast.expr) -> Iterator[Edit]:
        """Gives a condition's opposite, unless another mutant is just that."""
        single = isinstance(test, ast.Compare) and len(test.ops) == 1
        if not single and not (isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)):
            yield self.span(test, f"not ({self.text(test)})")

    def _constant(self, node: ast.Constant) -> Iterator[Edit]:
        if isinstance(node.value, bool):
            yield self.span(node, str(not node.value))
        elif isinstance(node.value, int | float):
            for step in (1, -1):
                yield self.span(node, f"({node.value + step!r})" if node.value + step < 0 else repr(node.value + step))

    def _call(self, node: ast.Call) -> Iterator[Edit]:
        if len(node.args) == 1 and not node.keywords and not isinstance(node.args[0], ast.Starred | ast.GeneratorExp):
            yield self.span(node, f"({self.text(node.args[0])})")
        for place in range(len(node.keywords)):
            changed = copy.deepcopy(node)
            del changed.keywords[place]
            yield self.span(node, ast.unparse(changed))

    def _statement(self, node: ast.stmt) -> Iterator[Edit]:
        if isinstance(node, DROPPED) and not _is_docstring(node):
            yield self.span(node, "pass")
        if isinstance(node, ast.AugAssign) and type(node.op) in ARITHMETIC:
            changed = copy.deepcopy(node)
            changed.op = ARITHMETIC[type(node.op)]()
            yield self.span(node, ast.unparse(changed))
        elif isinstance(node, ast.Return) and node.value is not None:
            yield self.span(node.value, "None")
        elif isinstance(node, ast.If | ast.While):
            yield from self._negated(node.test)
        elif isinstance(node, ast.With | ast.AsyncWith):
            yield from self._with(node)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            for decorator in node.decorator_list:
                at = self.data.rindex(b"@", 0, self.start(decorator))
                yield at, self.end(decorator), ""

    def _with(self, node: ast.With | ast.AsyncWith) -> Iterator[Edit]:
        """Runs the body without what would guard it."""
        last = self.end(node.items[-1].context_expr)
        if any(item.optional_vars is not None for item in node.items):
            return
        if re.match(rb"\s*:", self.data[last:]):
            yield self.start(node), last, "if True"


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_main_guard(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and "__name__" in ast.dump(node.test)


def sample(most: int) -> tuple[int, list[dict[str, object]]]:
    """Gives the number of all mutants and at most ``most`` of them, by file and place."""
    found: list[tuple[str, str, Edit]] = []
    for path in sorted(SOURCE.rglob("*.py")):
        program = Program(path.relative_to(SOURCE).as_posix(), path.read_bytes())
        for edit in program.edits():
            # By what is changed and not where: code above does not change the sample.
            before = program.data[edit[0] : edit[1]].decode()
            key = hashlib.sha256(repr((program.name, before, edit[2])).encode()).hexdigest()
            found.append((key, program.name, edit))
    chosen = sorted(sorted(found)[:most], key=lambda mutant: (mutant[1], mutant[2]))
    return len(found), [
        {"file": name, "from": start, "to": end, "text": text} for _, name, (start, end, text) in chosen
    ]


def main(most: int) -> None:
    """Prints the sample, a line for each mutant, after a line with their number in all."""
    total, mutants = sample(most)
    print(json.dumps({"total": total}))
    for mutant in mutants:
        print(json.dumps(mutant))
