"""What becomes of tests of every kind when they run against a candidate."""

from __future__ import annotations

import pytest

from pod import judge, outcome_of

STACK = """
    class Empty(Exception): pass
    class Stack:
        def __init__(self, items=()): self.items = list(items)
        def push(self, x): self.items.append(x)
        def pop(self):
            if not self.items: raise Empty("nothing there")
            return self.items.pop()
"""


# Outcomes


def test_a_run_from_ready_to_done() -> None:
    result = judge(
        """
        import pytest
        from solution import Empty, Stack
        def test_lifo():
            stack = Stack([1])
            stack.push(2)
            assert [stack.pop(), stack.pop()] == [2, 1]
        def test_empty():
            with pytest.raises(Empty, match="nothing"):
                Stack().pop()
        def test_wrong():
            assert Stack([1]).pop() == 2
        """,
        STACK,
    )
    assert result.ids == ["test_it.py::test_lifo", "test_it.py::test_empty", "test_it.py::test_wrong"]
    assert result.outcomes == {"test_lifo": "passed", "test_empty": "passed", "test_wrong": "failed"}
    assert result.started == [0, 1, 2]
    assert result.messages["test_lifo"] == ""
    assert result.messages["test_wrong"].startswith("assert 1 == 2")
    assert result.done["stopped"] == result.done["reason"] == ""
    assert result.done["usage"]["cpu_s"]["value"] > 0
    assert all(r["wall_s"] > 0 and r["cpu_s"] >= 0 and r["memory_bytes"] > 0 for r in result.results)


def test_phases_skips_and_expected_failures() -> None:
    result = judge(
        """
        import pytest, solution
        @pytest.fixture
        def bad_setup(): solution.boom()
        @pytest.fixture
        def bad_teardown():
            yield
            solution.boom()
        def test_setup(bad_setup): ...
        def test_teardown(bad_teardown): ...
        def test_call(): solution.boom()
        def test_pytest_fail(): pytest.fail("author's words")
        def test_not_raised():
            with pytest.raises(KeyError): solution.calm()
        def test_skips(): pytest.skip("on the run")
        def test_skips_for_the_submission():
            if solution.calm() is None: pytest.skip("calm")
        GIVEN = solution.calm()
        def test_skips_by_a_value():
            if GIVEN is None: pytest.skip("nothing given")
        @pytest.fixture
        def given(): return GIVEN
        def test_skips_by_a_fixture(given):
            if given is None: pytest.skip("nothing given")
        def test_imports(): pytest.importorskip("more")
        @pytest.mark.xfail
        def test_xfail(): solution.boom()
        @pytest.mark.xfail
        def test_xpass(): solution.calm()
        @pytest.mark.xfail(strict=True)
        def test_xpass_strict(): solution.calm()
        @pytest.mark.xfail(raises=KeyError)
        def test_xfail_other(): solution.boom()
        @pytest.mark.skip
        def test_left_out(): ...
        """,
        "def boom(): raise ValueError('boom')\ndef calm(): pass",
    )
    assert result.outcomes == {
        "test_setup": "error",
        "test_teardown": "error",
        "test_call": "failed",
        "test_pytest_fail": "failed",
        "test_not_raised": "failed",
        "test_skips": "passed",
        "test_skips_for_the_submission": "failed",
        "test_skips_by_a_value": "failed",
        "test_skips_by_a_fixture": "failed",
        "test_imports": "failed",
        "test_xfail": "passed",
        "test_xpass": "passed",
        "test_xpass_strict": "failed",
        "test_xfail_other": "failed",
    }
    assert result.skipped == ["test_it.py::test_left_out"]
    assert result.messages["test_setup"].startswith("setup of the test: ValueError: boom\n  solution.py:1 in boom")
    assert "nothing given" in result.messages["test_skips_by_a_value"]


def test_skips_that_are_allowed() -> None:
    body = "import pytest, solution\ndef test_x(): pytest.skip('x')"
    assert outcome_of(body, runtime_skips="allow") == ("passed", "")


@pytest.mark.parametrize("raised", ["KeyboardInterrupt", "SystemExit(0)", "GeneratorExit", "BaseException"])
def test_what_would_stop_pytest_fails_one_test(raised: str) -> None:
    result = judge(
        "import solution\ndef test_x(): solution.stop()\ndef test_y(): assert solution.fine() == 1",
        f"def stop(): raise {raised}\ndef fine(): return 1",
    )
    assert result.outcomes == {"test_x": "failed", "test_y": "passed"}


def test_tests_that_would_stop_pytest_fail() -> None:
    result = judge(
        """
        import pytest, solution
        def test_exit(): pytest.exit("enough")
        def test_interrupt(): raise KeyboardInterrupt
        @pytest.fixture
        def it(): raise KeyboardInterrupt
        def test_setup(it): ...
        def test_after(): assert solution.x == 1
        """,
        "x = 1",
    )
    assert result.outcomes == {
        "test_exit": "failed",
        "test_interrupt": "failed",
        "test_setup": "error",
        "test_after": "passed",
    }


@pytest.mark.parametrize("attempt", ["pytest.skip('x')", "pytest.xfail('x')", "pytest.exit('x', returncode=0)"])
def test_the_submission_cannot_raise_pytests_outcomes(attempt: str) -> None:
    body = "import solution\ndef test_x(): assert solution.f() == 1"
    outcome, _ = outcome_of(body, f"def f():\n    import pytest\n    {attempt}", runtime_skips="allow")
    assert outcome != "passed"


# Kinds of tests


def test_unittest_suites() -> None:
    result = judge(
        """
        import unittest
        from solution import Empty, Stack
        class StackTest(unittest.TestCase):
            @classmethod
            def setUpClass(cls): cls.made = Stack([7])
            def setUp(self):
                self.stack = Stack()
                self.addCleanup(self.stack.push, 1)
            def test_raises(self):
                with self.assertRaises(Empty): self.stack.pop()
            def test_shared(self): self.assertEqual(self.made.pop(), 7)
            def test_subtests_good(self):
                for n in range(3):
                    with self.subTest(n=n): self.assertEqual(Stack([n]).pop(), n)
            def test_subtests_bad(self):
                for n in range(3):
                    with self.subTest(n=n): self.assertNotEqual(Stack([n]).pop(), 1)
            @unittest.expectedFailure
            def test_expected(self): self.fail()
            def test_skips(self): self.skipTest("x")
        class AsyncTest(unittest.IsolatedAsyncioTestCase):
            async def test_async(self): self.assertEqual(Stack([1]).pop(), 1)
        if __name__ == "__main__":
            unittest.main()
        """,
        STACK,
    )
    assert result.outcomes == {
        "test_raises": "passed",
        "test_shared": "passed",
        "test_subtests_good": "passed",
        "test_subtests_bad": "failed",
        "test_expected": "passed",
        "test_skips": "failed",
        "test_async": "passed",
    }


def test_async_suites_need_no_mark() -> None:
    result = judge(
        """
        import asyncio, pytest, pytest_asyncio, solution
        @pytest_asyncio.fixture
        async def start():
            await asyncio.sleep(0)
            return 1
        async def test_plain(): assert await solution.later(1) == 2
        @pytest.mark.asyncio
        async def test_marked(start): assert await solution.later(start) == 2
        async def test_bad(): assert await solution.later(1) == 3
        async def test_overlap():
            assert await asyncio.gather(*(solution.later(n) for n in range(5))) == [1, 2, 3, 4, 5]
        """,
        "import asyncio\nasync def later(x):\n    await asyncio.sleep(0.01)\n    return x + 1",
    )
    assert result.outcomes == {
        "test_plain": "passed",
        "test_marked": "passed",
        "test_bad": "failed",
        "test_overlap": "passed",
    }


def test_hypothesis_suites() -> None:
    result = judge(
        """
        from hypothesis import given, strategies as st
        import solution
        @given(st.lists(st.integers()))
        def test_good(xs): assert solution.sort(xs) == sorted(xs)
        @given(st.lists(st.integers()))
        def test_bad(xs): assert solution.bad(xs) == sorted(xs)
        """,
        "def sort(xs): return sorted(xs)\ndef bad(xs): return sorted(set(xs))",
    )
    assert result.outcomes == {"test_good": "passed", "test_bad": "failed"}
    assert "Falsifying example" in result.messages["test_bad"] or "xs=[0, 0]" in result.messages["test_bad"]


def test_helpers_packages_and_parameters() -> None:
    result = judge(
        {
            "conftest.py": "import pytest, shop\n@pytest.fixture(scope='session')\ndef cart(): return shop.Cart()",
            "cases.json": "[[1, 2], [3, 6]]",
            "helper.py": "def check(a, b): assert a * 2 == b",
            "pytest.ini": "[pytest]\npython_functions = test_* check_*",
            "unit/test_cart.py": """
                import json, pathlib, pytest
                from shop import prices
                from shop.prices import double
                import helper
                CASES = json.loads((pathlib.Path(__file__).parents[1] / "cases.json").read_text())
                @pytest.mark.parametrize(("a", "b"), CASES)
                def test_double(a, b):
                    assert prices.double(a) == double(a) == b
                    helper.check(a, b)
                def check_cart(cart, tmp_path): assert cart.total([1, 2]) == 3
                @pytest.mark.parametrize("value", [prices.LIMIT, prices.double])
                def test_values(value): assert value
                @pytest.mark.parametrize("path", [open("cases.json").read()])
                def test_relative(path): assert open("cases.json").read() == path
            """,
        },
        {
            "shop/__init__.py": "from .prices import double\nclass Cart:\n    def total(self, xs): return sum(xs)",
            "shop/prices.py": "LIMIT = 10\ndef double(x): return 2 * x",
        },
    )
    assert set(result.outcomes.values()) == {"passed"}, result.messages
    assert len(result.results) == 6


def test_files_are_exchanged_by_path() -> None:
    result = judge(
        """
        import os, pathlib, tempfile, solution
        def test_tmp_path(tmp_path):
            (tmp_path / "in.txt").write_text("in")
            solution.copy(str(tmp_path / "in.txt"), str(tmp_path / "out.txt"))
            assert (tmp_path / "out.txt").read_text() == "in"
            (tmp_path / "out.txt").write_text("tests may change it")
            solution.copy(str(tmp_path / "out.txt"), str(tmp_path / "in.txt"))
            assert (tmp_path / "in.txt").read_text() == "tests may change it"
        def test_tempfile():
            with tempfile.TemporaryDirectory() as folder, tempfile.NamedTemporaryFile("w") as file:
                file.write("x")
                file.flush()
                solution.copy(file.name, folder + "/y")
                assert pathlib.Path(folder, "y").read_text() == "x"
            assert not os.path.exists(folder)
        def test_factory(tmp_path_factory):
            path = tmp_path_factory.mktemp("data") / "x"
            path.write_text("1")
            solution.copy(str(path), str(path) + "2")
        def test_tests_are_not_there():
            assert solution.listing("/tests") == []
        """,
        """
        import os
        def copy(a, b):
            with open(a) as i, open(b, "w") as o: o.write(i.read())
        def listing(path): return os.listdir(path) if os.path.isdir(path) else []
        """,
    )
    assert set(result.outcomes.values()) == {"passed"}, result.messages


def test_a_path_beside_the_tests_is_explained() -> None:
    result = judge(
        """
        import pathlib
        import pytest, solution
        HERE = pathlib.Path(__file__).parent
        def test_handed_over(): solution.read(HERE / "in.txt")
        def test_wrapped(): solution.wrapped(str(HERE / "in.txt"))
        def test_elsewhere(): solution.read("/scratch/in.txt")
        def test_own(): open(HERE / "missing.txt")
        def test_expected():
            with pytest.raises(FileNotFoundError, match=r"in\\.txt'$"):
                solution.read(HERE / "in.txt")
        """,
        """
        import pathlib
        def read(path): return pathlib.Path(path).read_text()
        def wrapped(path):
            try:
                return read(path)
            except OSError as error:
                raise ValueError("no input") from error
        """,
    )
    explained = "'/tests/in.txt' is where only the tests can read: they hand over the file's content"
    assert explained in result.messages["test_handed_over"]
    assert explained in result.messages["test_wrapped"]
    assert "only the tests" not in result.messages["test_elsewhere"]
    assert "only the tests" not in result.messages["test_own"]
    assert result.outcomes == {
        "test_handed_over": "failed", "test_wrapped": "failed", "test_elsewhere": "failed", "test_own": "failed",
        "test_expected": "passed",
    }  # fmt: skip


def test_a_link_out_of_the_shared_folder_is_not_followed() -> None:
    result = judge(
        {
            "test_it.py": """
                import pathlib, solution
                EXPECTED = pathlib.Path(__file__).with_name("expected.txt")
                def test_output(tmp_path):
                    solution.write(str(tmp_path / "out.txt"))
                    assert (tmp_path / "out.txt").read_text() == EXPECTED.read_text()
                def test_inside(tmp_path):
                    solution.link(str(tmp_path / "real"), str(tmp_path / "link"))
                    (tmp_path / "real").write_text("x")
                    assert (tmp_path / "link").read_text() == "x"
            """,
            "expected.txt": "the answer",
        },
        """
        import os
        def write(path): os.symlink("/tests/expected.txt", path)
        def link(a, b): os.symlink(a, b)
        """,
    )
    assert result.outcomes == {"test_output": "failed", "test_inside": "passed"}
    assert "leads out of /scratch" in result.messages["test_output"]


def test_decorated_by_the_submission() -> None:
    result = judge(
        """
        import solution
        @solution.counted
        def test_good(): assert solution.double(1) == 2
        @solution.counted
        def test_bad(): assert solution.double(2) == 2
        """,
        """
        import functools
        def double(x): return 2 * x
        def counted(f):
            @functools.wraps(f)
            def wrapper(*args, **kwargs): return f(*args, **kwargs)
            return wrapper
        """,
    )
    assert result.outcomes == {"test_good": "passed", "test_bad": "failed"}


def test_prints_reach_capsys_and_the_report() -> None:
    result = judge(
        """
        import solution
        def test_x(capsys):
            solution.greet("you")
            assert capsys.readouterr() == ("hello you\\n", "to err\\n")
        """,
        "import sys\ndef greet(x):\n    print('hello', x)\n    print('to err', file=sys.stderr)",
    )
    assert result.outcomes == {"test_x": "passed"}, result.messages
    assert result.done["stdout"] == {"text": "hello you\n", "dropped_bytes": 0}
    assert result.done["stderr"] == {"text": "to err\n", "dropped_bytes": 0}


# The expected tests stay what they are


def test_the_submission_cannot_shrink_or_grow_the_suite() -> None:
    result = judge(
        """
        import pytest, solution
        from solution import *
        if hasattr(solution, "bonus"):
            def test_bonus(): ...
        def test_mine(): assert solution.f() == 1
        @pytest.mark.skipif(not hasattr(solution, "bonus"), reason="no bonus")
        def test_skipped(): ...
        """,
        """
        def f(): return 1
        def test_forged(): ...
        class TestForged:
            def test_it(self): ...
        collect_ignore = ["test_it.py"]
        """,
    )
    assert result.outcomes == {"test_bonus": "error", "test_mine": "passed", "test_skipped": "failed"}
    assert "not there with this submission" in result.messages["test_bonus"]


def test_a_submitted_file_shadows_nothing_of_the_judges() -> None:
    forged = "import sys\ndef raises(*a, **k): return sys.exit(0)\nclass mark: pass\ndef loads(x): return 42"
    result = judge(
        {
            "test_it.py": "import json, pytest, solution, helper\n"
            "def test_json(): assert json.loads('[1]') == [1]\n"
            "def test_raises():\n    with pytest.raises(ValueError): solution.f()\n"
            "def test_helper(): assert helper.x == 'mine'",
            "helper.py": "x = 'mine'",
        },
        {
            "solution.py": "def f(): return 1",
            **{f"{name}.py": forged for name in ("json", "pytest", "conftest", "sitecustomize", "helper", "_pytest")},
            "test_extra.py": "def test_extra(): ...",
            "pytest.ini": "[pytest]\naddopts = -k nothing",
            "x.pth": "import os; os._exit(0)",
        },
    )
    assert result.outcomes == {"test_json": "passed", "test_raises": "failed", "test_helper": "passed"}, result.messages


def test_values_as_parameters_may_be_named_otherwise() -> None:
    result = judge(
        """
        import pytest, solution
        @pytest.mark.parametrize("x", [solution.A, solution.B, solution.make()])
        def test_p(x): assert x
        """,
        "A = 1\nB = 'two'\ndef make(): return 0",
    )
    assert result.ids == [f"test_it.py::test_p[{x}]" for x in ("A", "B", "x2")]
    assert [r["outcome"] for r in result.results] == ["passed", "passed", "failed"]


CASES = """
    import os, pytest, solution
    @pytest.fixture(scope="module", params=[1, 2])
    def times(request): return request.param
    @pytest.mark.parametrize("colour", list(solution.Colour))
    def test_colour(colour, times): assert colour.doubled(times) == 2 * times * colour.value
    @pytest.mark.parametrize(("name", "price"), [("tea", 3), *solution.PRICES.items()])
    def test_price(name, price): assert price < 10, f"{name} is too dear"
    def test_after(times): assert solution.PRICES
"""
COLOURS = """
    import enum
    class Colour(enum.Enum):
        RED, GREEN = 1, 2
        def doubled(self, times): return 2 * times * self.value
    PRICES = {"milk": 1, "cake": 9}
"""


@pytest.mark.parametrize(
    ("old", "new", "test", "outcome", "message"),
    [
        ("", "", "", "", ""),
        ("2 * times * self.value", "times * (self.value + 1)", "test_colour", "failed",
         "test_colour[1-Colour.GREEN]: assert 3 == "),
        ('"cake": 9', '"cake": 10', "test_price", "failed", "test_price[cake-10]: AssertionError: cake is too dear"),
        ("RED, GREEN = 1, 2", "", "test_colour", "failed", "test_colour[1-colour0]: the test was skipped while it ran"),
        ("Colour(enum.Enum)", "Hue(enum.Enum)", "test_colour", "error",
         "test_it.py could not be imported with this submission: AttributeError"),
        ("return 2", "__import__('os').abort() if times == self.value == 2 else None; return 2", "test_colour",
         "crashed", "test_colour[2-Colour.GREEN]: "),
        ("return 2", "__import__('time').sleep(60 * (self.value - 1)); return 2", "test_colour", "timeout",
         "test_colour[1-Colour.GREEN]: the test did not end within"),
    ],
)  # fmt: skip
def test_as_many_cases_as_the_submission_says_are_one_test(
    old: str, new: str, test: str, outcome: str, message: str
) -> None:
    result = judge(CASES, COLOURS.replace(old, new), test_s=2)
    assert result.ids == [f"test_it.py::test_{name}" for name in ("colour", "after[1]", "after[2]", "price")]
    expected = dict.fromkeys(("test_colour", "test_price", "test_after[1]", "test_after[2]"), "passed")
    if test:
        expected[test] = outcome
    if "Hue" in new:
        expected = dict.fromkeys(expected, outcome)
    assert result.outcomes == expected, result.messages
    if test:
        assert result.messages[test].startswith(message)


# What the candidate is told


FEEDBACK = """
    import unittest, solution
    def test_plain(): assert solution.f(20) == 1234
    def test_words(): assert solution.f(20) == 1234, "f forgets the discount"
    def test_raises(): solution.bad()
    class T(unittest.TestCase):
        def test_unit(self): self.assertEqual(solution.f(20), 1234)
        def test_unit_words(self): self.assertEqual(solution.f(20), 1234, "f forgets the discount")
"""
FLAWED = "def f(x): return x\n\n\ndef bad():\n    raise ValueError('mine')\n"


def test_full_feedback_has_source_and_values() -> None:
    messages = judge(FEEDBACK, FLAWED).messages
    assert "assert 20 == 1234" in messages["test_plain"]
    assert "def test_plain():" in messages["test_plain"]
    assert "solution.py:5 in bad" in messages["test_raises"]
    assert not any("/assay/" in text for text in messages.values()), "our own frames are left out"


def test_feedback_of_messages_has_no_expected_values() -> None:
    messages = judge(FEEDBACK, FLAWED, feedback="messages").messages
    assert messages == {
        "test_plain": "an assertion did not hold",
        "test_words": "AssertionError: f forgets the discount".removeprefix("AssertionError: "),
        "test_raises": "ValueError: mine\n  solution.py:5 in bad",
        "test_unit": "an assertion did not hold",
        "test_unit_words": "f forgets the discount",
    }


def test_feedback_of_verdicts_has_no_words() -> None:
    printing = FLAWED.replace("return x", "print('got', x); return x")
    result = judge(FEEDBACK, printing, feedback="verdict")
    assert set(result.messages.values()) == {""}
    assert set(result.outcomes.values()) == {"failed"}
    assert result.done["stdout"] == {"text": "", "dropped_bytes": 0}, "it would show what the tests call it with"
    assert "got 20" in judge(FEEDBACK, printing).done["stdout"]["text"]


# The authors' module


def test_the_authors_module() -> None:
    result = judge(
        """
        import time, urllib.request, pytest, assay, solution
        assert "def grow" in assay.source("solution.py")
        def test_files():
            assert assay.files() == ["extra.txt", "solution.py"]
            with pytest.raises(FileNotFoundError): assay.source("nothing")
        def test_meter():
            with assay.meter() as m: solution.grow(30)
            assert 28 < m.growth_mb < 40 and m.peak_mb >= m.now_mb > 30 and 28 < m.rise_mb < 45
            with assay.meter() as m: solution.spin(0.3)
            assert 0.25 < m.cpu_s < 1.5 and m.parallelism == m.cpu_s / m.wall_s and m.wall_s > 0.2
            assert m.busy == 0
            with assay.meter(busy=True) as m: solution.spin(0.3)
            assert 0.8 < m.busy < 1.5
        def test_usage():
            now = assay.usage()
            assert now.processes == 1 and now.memory_mb > 1 and now.memory_peak_mb > 1 and now.cpu_s > 0
        def test_probe():
            assert assay.probe("x = n + 1\\nx * 2", n=3) == 8
            assert assay.probe("result = [1]") == [1]
        def test_restart():
            solution.state.append(1)
            assay.restart()
            assert assay.probe("import solution; solution.state") == []
            assert solution.double(4) == 8
        def test_threads():
            assert assay.threads(4, lambda i: solution.double(i)) == [0, 2, 4, 6]
            with pytest.raises(ValueError): assay.threads(2, lambda i: int("x"))
        def test_spawn(tmp_path):
            assay.put("server.py", "import os, time\\nprint(os.environ['A'], flush=True)\\ntime.sleep(60)")
            server = assay.spawn(["python3", "server.py"], env={"A": "started"})
            deadline = time.monotonic() + 5
            while "started" not in server.log() and time.monotonic() < deadline: time.sleep(0.01)
            assert server.log() == "started\\n"
            with pytest.raises(TimeoutError): server.wait(0.05)
            assert server.stop() == -15
            with pytest.raises(ProcessLookupError): server.signal(15)
        def test_a_server_that_gets_ready():
            port = assay.free_port()
            server = assay.spawn(["python3", "-m", "http.server", "--bind", "127.0.0.1", str(port)])
            server.ready(port)
            assert urllib.request.urlopen(f"http://127.0.0.1:{port}/extra.txt", timeout=5).read() == b"x"
            assert server.stop() == -15
        def test_a_server_that_does_not():
            port = assay.free_port()
            with pytest.raises(AssertionError, match=r"ended with status 3 (.|\\n)*no config"):
                assay.spawn(["sh", "-c", "echo no config; exit 3"]).ready(port)
            with pytest.raises(AssertionError, match="does not listen on port [0-9]* after 0.1 s"):
                assay.spawn(["sleep", "60"]).ready(port, 0.1)
        """,
        {
            "solution.py": """
            import time
            state = []
            kept = []
            def double(x): return 2 * x
            def grow(mb): kept.append(bytearray(mb << 20))
            def spin(s):
                end = time.process_time() + s
                while time.process_time() < end: pass
            """,
            "extra.txt": "x",
        },
    )
    assert set(result.outcomes.values()) == {"passed"}, result.messages


def test_the_submission_is_not_run_by_the_grader() -> None:
    body = """
        import os, sys, solution
        def test_x():
            assert solution.whoami() == 10001 and os.getuid() == 10000
            assert not any("/work" in path for path in sys.path) and not os.path.lexists("/work/solution.py")
    """
    assert outcome_of(body, "import os\ndef whoami(): return os.getuid()")[0] == "passed"


BOUNDS = """
    import assay, solution
    def test_kept():
        for rise in (1, 3, 2):
            assay.bound(rise, at_most=4, unit="MB", message="memory of a round")
        assay.bound(1.5, at_least=1.25, at_most=9, message="cores kept busy")
    def test_broken():
        assay.bound(5.0, at_most=4.0, unit="MB", message="memory of a round")
    def test_equal(): assay.bound(4, at_most=4, at_least=4, message="calls")
    def test_no_number():
        assay.bound(solution.own, at_most=4, message="it is")
    def test_boolean(): assay.bound(True, at_most=4, message="it is")
    def test_not_finite(): assay.bound(solution.nan, at_most=4, message="it is")
    def test_no_bound(): assay.bound(4, message="it is")
    def test_bound_not_finite(): assay.bound(4, at_most=float("inf"), message="it is")
    def test_too_many():
        for most in range(65):
            assay.bound(0, at_most=most, message="it is " + "x" * 300)
"""

MEASURED = """
    class Number(float):
        def __le__(self, other): return True
    own = Number(3)
    nan = float("nan")
"""


def test_bounds_are_asserted_and_recorded() -> None:
    result = judge(BOUNDS, MEASURED)
    bounds = {i.removeprefix("test_it.py::test_"): r["bounds"] for i, r in zip(result.ids, result.results)}
    assert {name: outcome for name, outcome in result.outcomes.items() if outcome != "failed"} == {
        "test_kept": "passed",
        "test_equal": "passed",
    }
    memory = {"message": "memory of a round", "relation": "at_most", "bound": 4, "unit": "MB"}
    cores = {"message": "cores kept busy", "value": 1.5, "unit": ""}
    assert bounds["kept"] == [
        {**memory, "value": 3},
        {**cores, "relation": "at_most", "bound": 9},
        {**cores, "relation": "at_least", "bound": 1.25},
    ]
    assert bounds["broken"] == [{**memory, "value": 5}]
    assert result.messages["test_broken"].startswith("AssertionError: memory of a round: 5 MB, at most 4 MB")
    assert result.messages["test_no_number"].startswith("TypeError: assay.bound: the value is a number, not a ")
    assert result.messages["test_boolean"].startswith("TypeError: assay.bound: the value is a number, not a bool")
    assert result.messages["test_not_finite"].startswith("AssertionError: it is: nan, at most 4")
    assert result.messages["test_no_bound"].startswith("TypeError: assay.bound needs at_most or at_least")
    assert result.messages["test_bound_not_finite"].startswith("ValueError: assay.bound: a bound is finite")
    assert result.messages["test_too_many"].startswith("ValueError: a test may have at most 64 different bounds")
    assert len(bounds["too_many"]) == 64 and len(bounds["too_many"][0]["message"]) == 200
    assert not any(bounds[name] for name in ("no_number", "boolean", "not_finite", "no_bound", "bound_not_finite"))


@pytest.mark.parametrize("feedback", ["messages", "verdict"])
def test_bounds_are_not_shown_where_values_are_not(feedback: str) -> None:
    result = judge(BOUNDS, MEASURED, feedback=feedback)
    assert not any(r["bounds"] for r in result.results)
    assert ("at most 4 MB" in result.messages["test_broken"]) == (feedback == "messages")


POINTS = """
    import assay, solution
    def test_shown():
        assay.point("wall", "one thread", 1, 0.5, "s")
        assay.point("wall", "one thread", 1, 2, "s")
        for _ in range(2):
            assay.note("Python", "3.13")
    def test_nothing(): pass
    def test_no_number(): assay.point("wall", "a", 1, solution.own, "s")
    def test_boolean(): assay.point("wall", "a", True, 1, "s")
    def test_not_finite(): assay.point("wall", "a", 1, float("inf"), "s")
    def test_no_text(): assay.point("wall", 7, 1, 1, "s")
    def test_too_long(): assay.note("Python", "x" * 201)
    def test_too_many():
        for i in range(2001):
            assay.point("wall", "a", i, 1, "s")
"""


def test_points_come_before_the_result_of_their_test() -> None:
    result = judge(POINTS, MEASURED)
    assert {name for name, outcome in result.outcomes.items() if outcome == "passed"} == {"test_shown", "test_nothing"}
    shown = result.shown
    point = {"panel": "wall", "series": "one thread", "x": 1, "unit": "s"}
    assert shown[0]["points"] == [{**point, "y": 0.5}, {**point, "y": 2}]
    assert shown[0]["notes"] == [{"name": "Python", "text": "3.13"}]
    assert len(shown) == 2 and len(shown[1]["points"]) == 2000
    messages = result.messages
    assert messages["test_no_number"].startswith("TypeError: assay.point: x and y are numbers, not ")
    assert messages["test_boolean"].startswith("TypeError: assay.point: x and y are numbers, not bool")
    assert messages["test_not_finite"].startswith("ValueError: assay.point: x and y are finite")
    assert messages["test_no_text"].startswith("TypeError: assay.point: series is text, not int")
    assert messages["test_too_long"].startswith("ValueError: assay.note: text has at most 200 characters")
    assert messages["test_too_many"].startswith("ValueError: a test may have at most 2000 points")


@pytest.mark.parametrize("feedback", ["messages", "verdict"])
def test_points_are_not_shown_where_values_are_not(feedback: str) -> None:
    assert judge(POINTS, MEASURED, feedback=feedback).shown == []


def test_a_package_in_src_is_imported_from_there() -> None:
    result = judge(
        """
        from shop.basket import total
        import shop
        def test_total(): assert total([1, 2]) == 3 == shop.total([3])
        def test_name(): assert shop.__name__ == "shop" and total.__module__ == "shop.basket"
        """,
        {
            "src/shop/__init__.py": "from shop.basket import total\n",
            "src/shop/basket.py": "def total(prices): return sum(prices)\n",
            "pyproject.toml": "[project]\n",
        },
    )
    assert result.outcomes == {"test_total": "passed", "test_name": "passed"}


def test_a_module_at_the_root_comes_before_one_in_src() -> None:
    body = "import solution\ndef test_x(): assert solution.WHERE == 'root'"
    result = judge(body, {"src/solution.py": "WHERE = 'src'", "solution.py": "WHERE = 'root'"})
    assert result.outcomes == {"test_x": "passed"}


def test_objects_of_the_submission_go_to_no_pool_of_processes() -> None:
    outcome, message = outcome_of(
        """
        import multiprocessing, solution
        def test_x():
            with multiprocessing.Pool(2) as pool: assert pool.map(id, [solution.Box()])
        """,
        "class Box: ...",
        test_s=8,
    )
    assert (outcome, "another process has no way to the submission's objects" in message) == ("error", True)


def test_a_process_forked_by_one_that_a_test_forked_is_refused_at_once() -> None:
    outcome, message = outcome_of(
        """
        import os, assay, solution
        def test_x():
            if os.fork() == 0:
                if os.fork() == 0:
                    try: solution.f(1)
                    except assay.CannotCross as error: os._exit(7 if "use threads" in str(error) else 1)
                    os._exit(2)
                status = os.waitstatus_to_exitcode(os.wait()[1])
                os._exit(status + solution.f(1))
            assert os.waitstatus_to_exitcode(os.wait()[1]) == 8
            assert solution.f(1) == 1
        """,
        "def f(x): return x",
        test_s=8,
    )
    assert (outcome, message) == ("passed", "")


@pytest.mark.parametrize("other", ["unittest.TestCase", "Exception"])
def test_a_class_of_two_processes_is_refused_in_words(other: str) -> None:
    outcome, message = outcome_of(
        f"""
        import unittest, solution
        def test_x():
            class Both(solution.Base, {other}): pass
        """,
        "class Base: pass",
        test_s=8,
    )
    assert outcome == "error", message
    assert f"Both derives from the submission's Base and from {other.rpartition('.')[2]}" in message
