"""Whole runs: what a lost candidate, a bad import, a wild test and the limits cost."""

from __future__ import annotations

import time

import pytest

from pod import Grader, Warden, judge, outcome_of


# A candidate that is lost costs the running test


def test_a_crash_a_hang_and_the_memory_limit_cost_one_test_each() -> None:
    result = judge(
        """
        import pytest, solution
        @pytest.fixture(scope="module")
        def counter(): return solution.Counter()
        def test_1(counter): assert counter.next() == 1
        def test_crash(counter): solution.crash()
        def test_2(counter): assert counter.next() == 1
        def test_hang(): solution.hang()
        def test_3(counter): assert counter.next() == 1
        def test_hog(): solution.hog()
        def test_4(counter): assert counter.next() == 1
        def test_segfault(): solution.segfault()
        def test_5(counter): assert counter.next() == 1
        """,
        """
        import ctypes, os
        class Counter:
            n = 0
            def next(self):
                self.n += 1
                return self.n
        def crash(): os._exit(3)
        def hang():
            while True: pass
        def hog():
            hog = []
            while True: hog.append(bytearray(32 << 20))
        def segfault(): ctypes.string_at(0)
        """,
        test_s=2,
    )
    outcomes = result.outcomes
    assert [outcomes.pop(f"test_{i}") for i in (1, 2, 3, 4, 5)] == ["passed"] * 5, result.messages
    assert outcomes == {
        "test_crash": "crashed",
        "test_hang": "timeout",
        "test_hog": "out_of_memory",
        "test_segfault": "crashed",
    }
    assert "status 3" in result.messages["test_crash"]
    assert "within 2 s" in result.messages["test_hang"]
    assert "256 MiB" in result.messages["test_hog"]
    assert "SIGSEGV" in result.messages["test_segfault"]
    assert 2 <= result.results[3]["wall_s"] < 4
    assert result.done["stopped"] == ""


@pytest.mark.parametrize("handler", ["except BaseException: pass", "except BaseException: assert True"])
def test_a_swallowed_loss_is_still_a_loss(handler: str) -> None:
    body = f"import solution\ndef test_x():\n    try: solution.crash()\n    {handler}"
    assert outcome_of(body, "import os\ndef crash(): os._exit(0)")[0] == "crashed"


def test_an_expected_failure_does_not_hide_a_loss() -> None:
    body = "import pytest, solution\n@pytest.mark.xfail\ndef test_x(): solution.crash()"
    assert outcome_of(body, "import os\ndef crash(): os._exit(0)")[0] == "crashed"


def test_a_child_that_runs_out_of_memory_is_named_as_the_reason() -> None:
    outcome, message = outcome_of(
        "import solution\ndef test_x(): assert solution.work() == 1",
        """
        import os
        def work():
            pid = os.fork()
            if pid == 0:
                hog = []
                while True: hog.append(bytearray(1 << 20))
            return 1 if os.waitpid(pid, 0)[1] == 0 else 2
        """,
    )
    assert outcome == "out_of_memory"
    assert "memory limit of 256 MiB" in message and "2 == 1" in message


# A submission that cannot be imported


@pytest.mark.parametrize(
    ("submission", "outcome", "message"),
    [
        ({}, "error", "the submission has no module named 'solution'"),
        ({"solution.py": "def other(): ..."}, "error", "cannot import name 'f' from 'solution'"),
        ({"solution.py": "def f(:\n  pass"}, "error", "SyntaxError: invalid syntax (solution.py, line 1)"),
        ({"solution.py": "\n\nx = 1 / 0"}, "error", "ZeroDivisionError: division by zero\n  solution.py:3 in <module>"),
        ({"solution.py": "import nothing_such"}, "error", "No module named 'nothing_such'\n  solution.py:1 in"),
        ({"solution.py": "import sys; sys.exit(0)"}, "error", "SystemExit: 0"),
        ({"solution.py": "raise KeyboardInterrupt"}, "error", "KeyboardInterrupt"),
        ({"solution.py": "import os; os._exit(0)"}, "crashed", "exited with status 0"),
        ({"solution.py": "while True: pass"}, "timeout", "within 3 s"),
        ({"solution.py": "x = []\nwhile True: x.append(bytearray(32 << 20))"}, "out_of_memory", "256 MiB"),
        ({"solution.py": "while True: print('x' * 10000)"}, "error", ""),
    ],
)
def test_all_tests_share_what_became_of_the_import(submission: dict[str, str], outcome: str, message: str) -> None:
    tests = "from solution import f\n" + "\n".join(f"def test_{i}(): assert f() == 1" for i in range(30))
    result = judge(tests, submission, test_s=3)
    if "print" in str(submission):
        assert result.done["stopped"] == "output_limit"
        assert set(result.outcomes.values()) == {"not_run"}
        return
    assert len(result.outcomes) == 30
    assert set(result.outcomes.values()) == {outcome}, result.messages
    assert len(set(result.messages.values())) == 1
    assert message in result.messages["test_0"]
    assert result.wall_s < 15, "thirty tests cost no more than one"
    assert result.started == []


def test_only_the_modules_that_need_it_fail_with_a_missing_name() -> None:
    result = judge(
        {
            "test_a.py": "import solution\ndef test_a(): assert solution.f() == 1",
            "test_b.py": "from bonus import g\ndef test_b(): assert g() == 1",
            "test_c.py": "from solution import missing\ndef test_c(): assert missing() == 1",
        },
        "def f(): return 1",
    )
    assert result.outcomes == {"test_a": "passed", "test_b": "error", "test_c": "error"}
    assert result.messages["test_b"].startswith("the submission has no module named 'bonus'")
    assert "cannot import name 'missing'" in result.messages["test_c"]


def test_a_conftest_that_needs_a_missing_module() -> None:
    result = judge(
        {"conftest.py": "import app", "test_a.py": "def test_a(): ...\ndef test_b(): ..."},
        {"other.py": ""},
    )
    assert result.outcomes == {"test_a": "error", "test_b": "error"}
    assert "no module named 'app'" in result.messages["test_a"]


# Tests that misbehave


@pytest.mark.parametrize("ending", ["os._exit(0)", "os.kill(os.getpid(), 15)", "ctypes.string_at(0)"])
def test_a_test_that_ends_its_own_process_is_an_error(ending: str) -> None:
    result = judge(
        f"import ctypes, os, solution\ndef test_1(): ...\ndef test_x(): {ending}\ndef test_2(): assert solution.x == 1",
        "x = 1",
    )
    assert result.outcomes == {"test_1": "passed", "test_x": "error", "test_2": "passed"}
    assert "the process that ran the test ended" in result.messages["test_x"]


@pytest.mark.parametrize("place", ["    ", ""], ids=["while a test runs", "while it collects"])
def test_a_process_of_ours_that_is_killed_is_no_verdict(place: str, capfd: pytest.CaptureFixture[str]) -> None:
    suite = f"import os\ndef test_1(): ...\ndef test_x():\n    ...\n{place}os.kill(os.getpid(), 9)"
    with pytest.raises(AssertionError, match="the container has ended"):
        judge(suite, "x = 1")
    assert "was ended by SIGKILL" in capfd.readouterr().err


def test_the_memory_limit_of_the_grader_costs_the_test_that_reaches_it() -> None:
    result = judge(
        """
        import solution
        def test_1(): ...
        def test_hog():
            hog = []
            while True: hog.append(bytearray(16 << 20))
        def test_2(): assert solution.x == 1
        """,
        "x = 1",
    )
    assert result.outcomes == {"test_1": "passed", "test_hog": "error", "test_2": "passed"}
    assert "signal 9" in result.messages["test_hog"]


def test_a_suite_that_collects_beyond_the_memory_limit_is_broken() -> None:
    result = judge("hog = []\nwhile True: hog.append(bytearray(16 << 20))\ndef test_1(): ...", "x = 1")
    assert "memory" in result.broken["message"]


def test_a_test_that_hangs_by_itself_is_a_timeout() -> None:
    result = judge(
        """
        import time, solution
        def test_sleeps(): time.sleep(60)
        def test_deaf():
            while True:
                try: time.sleep(60)
                except BaseException: pass
        def test_after(): assert solution.x == 1
        """,
        "x = 1",
        test_s=1,
    )
    assert result.outcomes == {"test_sleeps": "timeout", "test_deaf": "timeout", "test_after": "passed"}
    assert result.wall_s < 12


def test_a_test_that_forks_reports_once() -> None:
    result = judge(
        """
        import os, time, solution
        def test_child_returns():
            os.fork()
        def test_child_fails():
            if os.fork() == 0: raise ValueError
        def test_child_stays():
            if os.fork() == 0: time.sleep(60)
        def test_after(): assert solution.x == 1
        """,
        "x = 1",
    )
    assert len(result.results) == 4
    assert result.outcomes["test_after"] == "passed"
    assert result.wall_s < 30, "nothing waits for the child that stays"


# Limits of the run


def test_the_whole_run_has_a_limit() -> None:
    result = judge(
        "import time, solution\ndef test_1(): ...\ndef test_2(): time.sleep(60)\ndef test_3(): ...",
        "",
        wall_s=1.5,
    )
    assert result.outcomes == {"test_1": "passed", "test_2": "timeout", "test_3": "not_run"}
    assert result.done["stopped"] == "timeout"
    assert "limit is 1.5 s" in result.done["reason"]
    assert result.wall_s < 4


def test_output_has_a_limit() -> None:
    result = judge(
        "import solution\ndef test_1(): solution.say(10)\ndef test_2(): solution.say(10_000_000)\ndef test_3(): ...",
        "def say(n): print('x' * n)",
        output_bytes=100_000,
    )
    assert result.outcomes == {"test_1": "passed", "test_2": "error", "test_3": "not_run"}
    assert result.done["stopped"] == "output_limit"
    assert "100000" in result.done["reason"]
    assert result.done["stdout"]["text"].startswith("x" * 10 + "\n")


def test_long_output_is_cut_and_counted() -> None:
    result = judge(
        "import solution\ndef test_1(): solution.say()\ndef test_2(): solution.crash()\ndef test_3(): solution.say()",
        "import os\ndef say(): print('\\0' * 300_000)\ndef crash(): os.write(1, b'last words'); os._exit(1)",
        output_bytes=1 << 20,
    )
    stdout = result.done["stdout"]
    assert 0 < len(stdout["text"]) < 300_000
    assert len(stdout["text"]) + stdout["dropped_bytes"] == 600_002 + len("last words")


def test_go_may_leave_at_any_time() -> None:
    with Grader() as grader:
        assert grader.process.stdin is not None
        grader.process.stdin.close()
        assert grader.process.wait(5) == 0


def test_the_end_of_the_sandbox_ends_the_run() -> None:
    def kill(warden: Warden) -> None:
        warden.kill()

    began = time.monotonic()
    result = judge(
        "import solution\ndef test_1(): solution.nap(30)\ndef test_2(): solution.nap(30)",
        "import time\ndef nap(s): time.sleep(s)",
        during=kill,
    )
    assert set(result.outcomes.values()) == {"crashed"}
    assert result.done["usage"]["cpu_s"]["method"] == "none"
    assert time.monotonic() - began < 10


# Broken suites


def test_too_many_tests_are_told_as_broken() -> None:
    text = "import pytest\n@pytest.mark.parametrize('x', ['y' * 200 + str(i) for i in range(5500)])\ndef test_a(x): ..."
    assert "5500 tests, which are too many" in judge(text, "").broken["message"]


def test_a_broken_suite_is_told_before_anything_runs() -> None:
    result = judge("def test_a(:", "x = 1")
    assert result.broken["message"].startswith("test_it.py cannot be collected: SyntaxError")
    assert result.ids == []
