"""A grader in which pytest has begun before the suite was known judges as one in which it has not."""

from __future__ import annotations

import os
import pathlib
import sys
from collections.abc import Sequence

import pytest

from assay import primed
from pod import Result, judge

COLD: Sequence[str] = ()
WARM: Sequence[str] = ("--idle", "60")

both = pytest.mark.parametrize("options", [COLD, WARM], ids=["cold", "warm"])


@both
def test_a_suite_without_settings_has_all_of_pytest(options: Sequence[str]) -> None:
    result = judge(
        {
            "test_it.py": """
                import logging, os, pytest, sys, unittest, warnings
                import solution
                print("collected")
                def test_streams(capsys):
                    print("one")
                    solution.hello()
                    assert capsys.readouterr() == ("one\\nhello\\n", "")
                def test_descriptors(capfd):
                    os.write(2, b"raw")
                    assert capfd.readouterr() == ("", "raw")
                def test_log(caplog):
                    logging.getLogger("mine").warning("told")
                    assert caplog.messages == ["told"]
                def test_fixtures(tmp_path, monkeypatch, recwarn, request, pytestconfig):
                    monkeypatch.chdir(tmp_path)
                    warnings.warn("careful")
                    assert len(recwarn) == 1
                    assert request.config is pytestconfig and request.session.config is pytestconfig
                    assert str(pytestconfig.rootpath) == "/tests"
                    assert pytestconfig.getini("python_files")[0] == "test_*.py"
                    assert request.session.startpath == pytestconfig.rootpath
                def test_is_rewritten():
                    have = [1, 2]
                    assert have == [1, 3]
                def test_of_the_folder():
                    from sub.helper import check
                    check(2)
                class TestOld(unittest.TestCase):
                    def test_method(self):
                        self.assertEqual(solution.hello.__name__, "hello")
                @pytest.mark.parametrize("n", [1, 2])
                def test_numbers(n): assert n
                """,
            "sub/__init__.py": "",
            "sub/helper.py": "def check(n):\n    assert n == 1\n",
            "sub/test_more.py": "def test_x():\n    assert 0\n",
        },
        "def hello(): print('hello')",
        options=options,
    )
    assert result.messages["test_fixtures"] == ""
    assert sorted(result.outcomes.items()) == sorted(
        {
            "test_x": "failed", "test_streams": "passed", "test_descriptors": "passed", "test_log": "passed",
            "test_fixtures": "passed", "test_is_rewritten": "failed", "test_of_the_folder": "failed",
            "test_method": "passed", "test_numbers[1]": "passed", "test_numbers[2]": "passed",
        }.items()
    )  # fmt: skip
    assert result.messages["test_is_rewritten"].startswith("assert [1, 2] == [1, 3]")
    assert "At index 1 diff" in result.messages["test_is_rewritten"], "comparisons are shown in full"
    assert result.messages["test_of_the_folder"].startswith("AssertionError"), "a helper is not rewritten"


@both
@pytest.mark.parametrize(
    "settings",
    [
        {"pytest.ini": "[pytest]\npython_files = check_*.py\npython_functions = must_*"},
        {"pyproject.toml": '[tool.pytest.ini_options]\npython_files = ["check_*.py"]\npython_functions = ["must_*"]'},
        {"tox.ini": "[pytest]\npython_files = check_*.py\npython_functions = must_*"},
        {"setup.cfg": "[tool:pytest]\npython_files = check_*.py\npython_functions = must_*"},
    ],
    ids=lambda files: next(iter(files)),
)
def test_a_suite_has_its_own_settings(settings: dict[str, str], options: Sequence[str]) -> None:
    check = """
        import solution
        from test_helper import equal
        def must_add(): assert solution.add(1, 2) == 3
        def must_help(): equal(solution.add(1, 2), 4)
        def test_not(): assert 0
        """
    result = judge(
        {"check_it.py": check, "test_helper.py": "def equal(a, b):\n    assert a == b\n", **settings},
        "def add(a, b): return a + b",
        options=options,
    )
    assert result.outcomes == {"must_add": "passed", "must_help": "failed"}
    assert result.messages["must_help"].startswith("AssertionError"), "rewriting follows the settings, too"


@both
def test_a_conftest_takes_part_from_the_beginning(options: Sequence[str]) -> None:
    result = judge(
        {
            "conftest.py": """
                import pytest
                seen = []
                def pytest_addoption(parser): parser.addini("colour", "", default="red")
                def pytest_configure(config): seen.append("configure")
                def pytest_sessionstart(session): seen.append("sessionstart")
                def pytest_collection_modifyitems(items): items.reverse()
                @pytest.fixture
                def said(): return seen
                """,
            "test_it.py": """
                def test_a(said, pytestconfig):
                    assert said == ["configure", "sessionstart"] and pytestconfig.getini("colour") == "red"
                def test_b(): ...
                """,
        },
        "",
        options=options,
    )
    assert result.ids == ["test_it.py::test_b", "test_it.py::test_a"]
    assert result.outcomes == {"test_a": "passed", "test_b": "passed"}


@both
def test_another_plugin_takes_part_from_the_beginning(options: Sequence[str]) -> None:
    result = judge(
        """
        import asyncio
        async def test_x():
            await asyncio.sleep(0)
            assert (await asyncio.to_thread(lambda: 1)) == 1
        """,
        "",
        options=options,
    )
    assert result.outcomes == {"test_x": "passed"}


@both
def test_a_second_session_is_as_the_first(options: Sequence[str]) -> None:
    result: Result = judge(
        """
        import solution
        def test_a(capsys): assert solution.f() == 1
        def test_b(): solution.die()
        def test_c(capsys):
            print("c")
            assert capsys.readouterr().out == "c\\n" and solution.f() == 1
        """,
        """
        import os
        def f(): return 1
        def die(): os._exit(3)
        """,
        options=options,
    )
    assert result.outcomes == {"test_a": "passed", "test_b": "crashed", "test_c": "passed"}


@pytest.mark.parametrize(
    ("path", "has"),
    [("conftest.py", True), ("sub/conftest.py", True), ("setup.cfg", True), ("my_conftest.py", False)],
)
def test_what_settings_are(path: str, has: bool) -> None:
    assert primed.has_settings(["test_it.py", path]) is has


def test_nothing_of_the_beginning_stays(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    hooks, files = list(sys.meta_path), set(os.listdir("/proc/self/fd"))
    with monkeypatch.context() as patched:
        patched.setattr(primed, "_bare", [primed._make(tmp_path)])
        patched.setattr(primed, "_begun", [])
        primed.fit(tmp_path, plain=True)
        assert primed._begun and sys.meta_path != hooks
        primed.fit(tmp_path, plain=False)
        assert not primed._begun
    assert sys.meta_path == hooks
    assert set(os.listdir("/proc/self/fd")) == files
