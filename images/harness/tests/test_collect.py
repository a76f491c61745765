"""The expected tests of a suite are found without the candidate, or the suite is broken."""

from __future__ import annotations

import pathlib
import textwrap
import time

import pytest

from assay import collect, forks, job
from assay.collect import Broken, Found

SUBMISSION = {"solution.py": "", "shop/__init__.py": "", "shop/cart.py": ""}


def job_of(files: dict[str, str], submission: dict[str, str] | None = None) -> job.Job:
    return job.Job(
        files={path: textwrap.dedent(text).encode() for path, text in files.items()},
        submission={p: t.encode() for p, t in (SUBMISSION if submission is None else submission).items()},
        wall_s=60,
        test_s=10,
        memory_bytes=0,
        output_bytes=0,
        skips_allowed=False,
        feedback="full",
    )


class Suite:
    """Collects suites written below a temporary folder."""

    def __init__(self, root: pathlib.Path) -> None:
        self.root = root
        self.looks = 0

    def __call__(
        self, *texts: str, submission: dict[str, str] | None = None, files: dict[str, str] | None = None
    ) -> Found | Broken:
        named = {f"test_{chr(97 + i)}.py": text for i, text in enumerate(texts)}
        wanted = job_of(named | (files or {}), submission)
        job.write_tests(self.root, wanted.files)
        self.looks = 0

        def in_child(function: object) -> bytes | None:
            self.looks += 1
            return forks.in_child(function, 20)  # type: ignore[arg-type]

        return collect.collect(wanted, in_child, self.root)

    def ids(self, *texts: str, **given: dict[str, str]) -> list[str]:
        found = self(*texts, **given)
        assert isinstance(found, Found), found
        return [test.id for test in found.tests if not test.skipped]

    def skipped(self, *texts: str, **given: dict[str, str]) -> list[str]:
        found = self(*texts, **given)
        assert isinstance(found, Found), found
        return [*found.modules_left_out, *(test.id for test in found.tests if test.skipped)]

    def broken(self, *texts: str, **given: dict[str, str]) -> Broken:
        found = self(*texts, **given)
        assert isinstance(found, Broken), found
        return found


@pytest.fixture
def suite(tmp_path: pathlib.Path) -> Suite:
    return Suite(tmp_path / "tests")


def test_functions_classes_and_parameters(suite: Suite) -> None:
    found = suite(
        """
        import pytest, solution
        from shop.cart import Cart
        @pytest.mark.parametrize("n", [1, 2])
        def test_a(n): assert solution.f(n) == n
        class TestCart:
            def test_b(self): Cart().add()
            @pytest.mark.parametrize("x", "pq")
            def test_c(self, x): ...
        """
    )
    assert isinstance(found, Found)
    assert [t.id for t in found.tests] == [
        "test_a.py::test_a[1]",
        "test_a.py::test_a[2]",
        "test_a.py::TestCart::test_b",
        "test_a.py::TestCart::test_c[p]",
        "test_a.py::TestCart::test_c[q]",
    ]
    assert [t.base for t in found.tests][:2] == ["test_a.py::test_a"] * 2
    assert suite.looks == 1, "no value was needed, so one look is enough"


def test_unittest_async_and_hypothesis(suite: Suite) -> None:
    assert suite.ids(
        """
        import unittest, asyncio, solution
        from hypothesis import given, strategies as st
        class StackTest(solution.Mixin, unittest.TestCase):
            def test_push(self):
                with self.subTest(1): ...
        class AsyncTest(unittest.IsolatedAsyncioTestCase):
            async def test_b(self): ...
        async def test_plain_async(): ...
        @given(st.builds(solution.Point, st.integers()))
        def test_property(p): ...
        """
    ) == [
        "test_a.py::StackTest::test_push",
        "test_a.py::AsyncTest::test_b",
        "test_a.py::test_plain_async",
        "test_a.py::test_property",
    ]


def test_ghosts_in_parameter_lists_have_the_names_of_the_real_thing(suite: Suite) -> None:
    assert suite.ids(
        """
        import pytest, solution as s
        @pytest.mark.parametrize("fn", [s.quick, s.merge])
        @pytest.mark.parametrize("error", [s.Empty, s.Full])
        def test_a(fn, error): ...
        @pytest.mark.parametrize("p", [s.Point(1, 2), s.Point(3, 4)])
        def test_b(p): ...
        """
    ) == [
        "test_a.py::test_a[Empty-quick]",
        "test_a.py::test_a[Empty-merge]",
        "test_a.py::test_a[Full-quick]",
        "test_a.py::test_a[Full-merge]",
        "test_a.py::test_b[p0]",
        "test_a.py::test_b[p1]",
    ]


def test_decorated_by_the_submission(suite: Suite) -> None:
    assert suite.ids(
        """
        import solution, pytest
        @solution.timed
        def test_a(): ...
        @solution.retry(3)
        @pytest.mark.parametrize("x", [1, 2])
        def test_b(x): ...
        @pytest.fixture(params=[1, 2])
        @solution.cached
        def it(request): ...
        def test_c(it): ...
        """
    ) == [
        "test_a.py::test_a",
        "test_a.py::test_b[1]",
        "test_a.py::test_b[2]",
        "test_a.py::test_c[1]",
        "test_a.py::test_c[2]",
    ]


def test_names_from_the_submission_are_never_tests(suite: Suite) -> None:
    assert suite.ids(
        """
        from solution import test_helper, TestResult, Tester
        from shop import *
        def test_mine(): test_helper(TestResult, TestOther)
        """
    ) == ["test_a.py::test_mine"]


def test_helpers_conftest_and_data_beside_the_tests(suite: Suite) -> None:
    assert suite.ids(
        """
        import json, pathlib, pytest, helper
        CASES = json.loads((pathlib.Path(__file__).parent / "cases.json").read_text())
        @pytest.mark.parametrize("case", CASES + helper.MORE)
        def test_a(case, thing): ...
        """,
        files={
            "helper.py": "MORE = [3]",
            "conftest.py": "import pytest, solution\n@pytest.fixture\ndef thing(): return solution.Thing()",
            "cases.json": "[1, 2]",
        },
    ) == ["test_a.py::test_a[1]", "test_a.py::test_a[2]", "test_a.py::test_a[3]"]


def test_configuration_of_the_suite_is_honoured(suite: Suite) -> None:
    assert suite.ids(
        files={
            "pytest.ini": "[pytest]\npython_files = check_*.py\npython_functions = check_*\naddopts = -k 'not slow'",
            "check_x.py": "def check_one(): ...\ndef check_slow(): ...",
        }
    ) == ["check_x.py::check_one"]


def test_relative_paths_start_at_the_tests(suite: Suite) -> None:
    assert suite.ids(
        "import pytest\n@pytest.mark.parametrize('x', open('data/x.txt').read().split())\ndef test_a(x): ...",
        files={"data/x.txt": "p q"},
    ) == ["test_a.py::test_a[p]", "test_a.py::test_a[q]"]


def test_values_that_do_not_matter_cost_more_looks_only(suite: Suite) -> None:
    assert suite.ids(
        """
        import pytest, solution
        TABLE = {len(solution.NAMES): 1}
        LIMIT = int(solution.LIMIT) + 1
        if solution.DEBUG:
            print("debugging")
        @pytest.mark.parametrize("x", [solution.a, solution.b], ids=str.upper)
        def test_a(x): ...
        """
    ) == ["test_a.py::test_a[a]", "test_a.py::test_a[b]"]
    assert suite.looks == 4


@pytest.mark.parametrize("needs", ["1 / int(solution.N)", "max(solution.XS)", "{True: 1}[bool(solution.X)]"])
def test_one_look_that_completes_is_enough(suite: Suite, needs: str) -> None:
    assert suite.ids(f"import solution\nRATE = {needs}\ndef test_a(): ...") == ["test_a.py::test_a"]


@pytest.mark.parametrize(
    "cases",
    [
        "list(solution.CASES)",
        "solution.CASES",
        "[(1, 2), *solution.CASES]",
        "range(1, 2 + int(solution.N))",
        "solution.TABLE.items()",
        "[case for case in solution.Color if case.value]",
        "solution.CASES or [1]",
        "solution.__all__",
        "solution.Base.__subclasses__()",
        "solution.Color.__members__.items()",
        "[f for name, f in vars(solution).items() if name.startswith('solve_')]",
        "[f for name, f in inspect.getmembers(solution, inspect.isfunction)]",
        "[name for name in dir(solution.Point) if isinstance(getattr(solution.Point, name), property)]",
        "[max(solution.CASES)] * len(solution.CASES)",
    ],
)
def test_function_with_as_many_cases_as_the_submission_says_is_one_test(suite: Suite, cases: str) -> None:
    found = suite(
        f"""
        import inspect, pytest, solution
        @pytest.mark.parametrize('n', [1, 2])
        def test_a(n): ...
        @pytest.mark.parametrize('case', {cases})
        @pytest.mark.parametrize('n', [1, 2])
        def test_b(case, n): ...
        def test_c(): ...
        """
    )
    assert isinstance(found, Found), found
    assert [(t.id.removeprefix("test_a.py::"), t.all_cases) for t in found.tests] == [
        ("test_a[1]", False),
        ("test_a[2]", False),
        ("test_b", True),
        ("test_c", False),
    ]
    assert collect.recall(found.memo()) == found


def test_fixture_with_as_many_parameters_as_the_submission_says(suite: Suite) -> None:
    assert suite.ids(
        """
        import pytest, solution
        @pytest.fixture(params=list(solution.CASES))
        def case(request): return request.param
        def test_a(case): ...
        def test_b(): ...
        """
    ) == ["test_a.py::test_a", "test_a.py::test_b"]


@pytest.mark.parametrize("names", ["'a, b'", "'a,b,'", "('a', 'b')", "['a', 'b']"])
@pytest.mark.parametrize("cases", ["[(1, 2), *solution.CASES]", "itertools.combinations(solution.CASES, 2)"])
def test_cases_of_several_parameters(suite: Suite, names: str, cases: str) -> None:
    found = suite(
        f"import itertools, pytest, solution\n@pytest.mark.parametrize({names}, {cases})\ndef test_a(a, b): ..."
    )
    assert isinstance(found, Found), found
    assert [(test.id, test.all_cases) for test in found.tests] == [("test_a.py::test_a", True)]


def test_no_parameters_at_all_is_a_skipped_test(suite: Suite) -> None:
    text = """
        import pytest, solution
        VERSION = solution.__version__
        @pytest.mark.parametrize('x', [])
        def test_a(x): ...
        def test_b(): ...
    """
    assert suite.ids(text) == ["test_a.py::test_b"]
    assert suite.skipped(text) == ["test_a.py::test_a[x0]"]


@pytest.mark.parametrize(
    "text",
    [
        "import random, solution\nif random.choice(solution.X) and solution.BONUS:\n    def test_a(): ...",
        "import solution\nif solution.HAS_BONUS:\n    def test_a(): ...\ndef test_b(): ...",
        "import pytest, solution\n@pytest.mark.skipif(solution.N / solution.M < 2, reason='')\ndef test_a(): ...",
        "import pytest as p, solution\n"
        "@p.mark.parametrize('x', [p.param(1, marks=[p.mark.skip] * len(solution.X))])\ndef test_a(x): ...",
        "import pytest, solution\n@pytest.mark.skipif(solution.VERSION < 2, reason='')\ndef test_a(): ...",
        "import pytest, solution\nfor name in dir(solution):\n    exec(f'def test_{name}(): ...')\ndef test_b(): ...",
    ],
)
def test_tests_that_depend_on_values_are_an_authoring_error(suite: Suite, text: str) -> None:
    broken = suite.broken(text)
    assert "depends on values of the submission" in broken.message
    assert "test_a.py:2" in broken.message
    assert "move that into a test or a fixture" in broken.message


@pytest.mark.parametrize("needs", ["json.loads(solution.TEXT)", "re.compile(solution.PATTERN)"])
def test_what_no_placeholder_can_stand_for_is_told_so(suite: Suite, needs: str) -> None:
    broken = suite.broken(f"import json, re, solution\nVALUE = {needs}\ndef test_a(): ...")
    assert broken.message.startswith("test_a.py cannot be collected: TypeError: ")
    assert broken.message.endswith("what needs a value of it belongs in a test or a fixture")


# What the suite leaves out itself


def test_skips_the_suite_decides_are_not_expected(suite: Suite) -> None:
    text = """
        import sys, unittest, pytest, solution
        @pytest.mark.skip(reason="later")
        def test_a(): ...
        @pytest.mark.skipif(sys.version_info > (3,), reason="old")
        def test_b(): ...
        @pytest.mark.skipif("sys.platform == 'linux'", reason="text")
        def test_c(): ...
        @pytest.mark.parametrize("x", [1, pytest.param(2, marks=pytest.mark.skip)])
        def test_d(x): ...
        @pytest.mark.xfail(run=False)
        def test_e(): ...
        class T(unittest.TestCase):
            @unittest.skip("x")
            def test_f(self): ...
            def test_g(self): ...
        @unittest.skipIf(True, "x")
        class U(unittest.TestCase):
            def test_h(self): ...
        def test_i(): pytest.skip("while running")
        @pytest.mark.xfail
        def test_j(): ...
        """
    assert [i.rpartition("::")[2] for i in suite.ids(text)] == ["test_d[1]", "test_g", "test_i", "test_j"]
    assert [i.rpartition("::")[2] for i in suite.skipped(text)] == [
        "test_a", "test_b", "test_c", "test_d[2]", "test_e", "test_f", "test_h",
    ]  # fmt: skip


def test_modules_that_are_left_out(suite: Suite) -> None:
    texts = (
        "import pytest\nnumpy = pytest.importorskip('no_such_library')\ndef test_a(): ...",
        "import pytest\npytest.skip('not here', allow_module_level=True)\ndef test_a(): ...",
        "import pytest\npytestmark = pytest.mark.skip\ndef test_c(): ...",
        "def test_d(): ...",
    )
    assert suite.ids(*texts) == ["test_d.py::test_d"]
    assert suite.skipped(*texts) == ["test_a.py", "test_b.py", "test_c.py::test_c"]


def test_libraries_that_are_optional(suite: Suite) -> None:
    text = """
        import pytest
        try:
            import no_such_library
        except ImportError:
            no_such_library = None
        @pytest.mark.skipif(no_such_library is None, reason="not installed")
        def test_a(): ...
        def test_b(): ...
        """
    assert suite.ids(text) == ["test_a.py::test_b"]


# What the submission lacks


def test_a_missing_module_of_the_submission_changes_nothing(suite: Suite) -> None:
    texts = ("import solution\ndef test_a(): ...", "from bonus.extra import f\ndef test_b(): ...")
    assert suite.ids(*texts, submission={}) == ["test_a.py::test_a", "test_b.py::test_b"]


def test_a_missing_module_in_conftest_changes_nothing(suite: Suite) -> None:
    files = {"conftest.py": "from app import create"}
    assert suite.ids("def test_a(): ...", files=files, submission={}) == ["test_a.py::test_a"]


def test_importorskip_cannot_make_an_empty_suite_of_an_empty_submission(suite: Suite) -> None:
    text = "import pytest\nsolution = pytest.importorskip('solution')\ndef test_a(): ..."
    assert suite.ids(text, submission={}) == ["test_a.py::test_a"]


def test_submitted_files_can_be_read_at_import(suite: Suite) -> None:
    text = "import ast, assay\nTREE = ast.parse(assay.source('solution.py'))\ndef test_a(): assert TREE"
    assert suite.ids(text) == ["test_a.py::test_a"]
    assert "solution.py" in suite.broken(text, submission={}).message


# Broken suites


def test_syntax_error_has_its_place(suite: Suite) -> None:
    broken = suite.broken("def test_a(:\n    pass")
    assert broken.message.startswith("test_a.py cannot be collected: SyntaxError:")
    assert "(test_a.py, line 1)" in broken.message


def test_error_at_import_has_its_traceback(suite: Suite) -> None:
    broken = suite.broken("import solution\nX = {}['no']\ndef test_a(): ...")
    assert broken.message == "test_a.py cannot be collected: KeyError: 'no'"
    assert "test_a.py:2" in broken.detail


def test_one_bad_module_breaks_the_suite(suite: Suite) -> None:
    assert "test_b.py" in suite.broken("def test_a(): ...", "1 / 0").message


@pytest.mark.parametrize("text", ["", "def helper(): ..."])
def test_no_tests_at_all(suite: Suite, text: str) -> None:
    assert suite.broken(text).message == "the suite has no tests"


def test_bad_conftest_and_bad_options(suite: Suite) -> None:
    assert "ZeroDivisionError" in suite.broken("def test_a(): ...", files={"conftest.py": "1 / 0"}).message


def test_unknown_options(suite: Suite) -> None:
    files = {"pytest.ini": "[pytest]\naddopts = --no-such"}
    assert "--no-such" in suite.broken("def test_a(): ...", files=files).detail


def test_unknown_fixture_parameter_is_broken(suite: Suite) -> None:
    text = "import pytest\n@pytest.mark.parametrize('x', [1])\ndef test_a(): ..."
    assert "uses no argument" in suite.broken(text).message


@pytest.mark.parametrize("ending", ["import os; os._exit(0)", "import sys; sys.exit()", "raise KeyboardInterrupt"])
def test_a_module_that_ends_the_process(suite: Suite, ending: str) -> None:
    assert suite.broken(f"{ending}\ndef test_a(): ...").message


def test_a_module_that_never_ends(suite: Suite) -> None:
    wanted = job_of({"test_a.py": "while True: pass"})
    job.write_tests(suite.root, wanted.files)
    began = time.monotonic()
    found = collect.collect(wanted, lambda function: forks.in_child(function, 1), suite.root)
    assert isinstance(found, Broken) and "too long" in found.message
    assert time.monotonic() - began < 5


# Files and names


def test_hidden_tests_are_read_only(tmp_path: pathlib.Path) -> None:
    job.write_tests(tmp_path / "t", {"a/b/test_x.py": b"x", "c.txt": b""})
    assert oct((tmp_path / "t/a/b/test_x.py").stat().st_mode)[-4:] == "0444"
    assert {oct((tmp_path / "t" / p).stat().st_mode)[-4:] for p in ("", "a", "a/b")} == {"0555"}


@pytest.mark.parametrize("path", ["../x", "/x", "a/../x", "", "a//b", "x\0"])
def test_paths_stay_below_the_root(tmp_path: pathlib.Path, path: str) -> None:
    with pytest.raises(ValueError):
        job.write_tests(tmp_path, {path: b""})


@pytest.mark.parametrize(
    ("submission", "tests", "names"),
    [
        (["solution.py"], ["test_a.py"], {"solution"}),
        (["pkg/__init__.py", "pkg/deep/x.py", "space/y.py"], [], {"pkg", "space"}),
        (["README.md", "data/x.csv", "2bad.py", "a-b.py"], [], set()),
        (["json.py", "pytest.py", "_pytest/__init__.py", "random.py", "assay.py", "assay/x.py"], [], set()),
        (["helper.py", "solution.py"], ["test_a.py", "helper.py"], {"solution"}),
        (["conftest.py", "solution.py"], ["conftest.py"], {"solution"}),
        (["solution.py", "helper.py"], ["unit/test_a.py", "unit/helper.py"], {"solution"}),
        (["solution.py", "helper.py"], ["u/__init__.py", "u/test_a.py", "u/helper.py"], {"solution", "helper"}),
        (["solution.py"], ["test_a.py", "fixtures/solution.py"], {"solution"}),
        (["src/shop/x.py", "src/tool.py"], ["test_a.py"], {"src", "shop", "tool"}),
    ],
)
def test_names_tests_import_from_the_submission(submission: list[str], tests: list[str], names: set[str]) -> None:
    assert job.submission_modules(submission, tests) == names


@pytest.mark.parametrize(
    ("submission", "tests", "name"),
    [
        (["queue.py"], {"test_a.py": b"import queue"}, "queue"),
        (["hypothesis/__init__.py"], {"test_a.py": b"if 1:\n    from hypothesis.x import rule"}, "hypothesis"),
        (["queue.py", "solution.py"], {"test_a.py": b"import queue, solution"}, ""),
        (["queue.py", "solution.py"], {"test_a.py": b"from solution import x"}, ""),
        (["queue.py"], {"test_a.py": b"from .queue import x"}, ""),
        (["queue.py"], {"test_a.py": b"import queue", "queue.py": b""}, ""),
        (["queue.py"], {"test_a.py": b"import que ue"}, ""),
        (["solution.py"], {"test_a.py": b"import queue"}, ""),
    ],
)
def test_name_of_a_module_that_is_taken(submission: list[str], tests: dict[str, bytes], name: str) -> None:
    assert job.mistaken_module(submission, tests) == name


def test_what_was_found_is_found_again_without_looking(suite: Suite) -> None:
    text = "import pytest\nimport solution\n@pytest.mark.parametrize('n', [1])\ndef test_a(n): ...\ndef test_b(): ..."
    found = suite(text)
    assert isinstance(found, Found) and found.general
    assert collect.recall(found.memo()) == found


@pytest.mark.parametrize(
    "asking",
    [
        "assay.source('solution.py')",
        "assay.files()",
        "open('solution.py').read()",
        "__import__('os').path.getsize(__import__('os').path.dirname(__file__) + '/solution.py')",
        "exec('STACK = 1')",
    ],
)
def test_what_a_suite_has_read_of_a_submission_is_not_taken_for_another(suite: Suite, asking: str) -> None:
    found = suite(f"import assay\nTEXT = {asking}\ndef test_a(): ...", submission={"solution.py": "STACK = 1\n"})
    assert isinstance(found, Found) and not found.general
    assert found.memo() == ""


def test_a_memo_is_bounded(suite: Suite) -> None:
    names = "['x' * 1000 + str(n) for n in range(300)]"
    found = suite(f"import pytest\n@pytest.mark.parametrize('n', {names})\ndef test_a(n): ...")
    assert isinstance(found, Found)
    assert found.memo() == ""
