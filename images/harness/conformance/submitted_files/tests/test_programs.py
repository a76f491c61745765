import contextlib
import doctest
import importlib.util
import io
import os
import runpy
import subprocess
import sys

import ledger
import pytest

SPEC = importlib.util.spec_from_file_location("from_its_path", ledger.__file__)
LOADED = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(LOADED)


def run(*command, **options):
    return subprocess.run(command, input="1 2 3\n", capture_output=True, text=True, timeout=20, **options)


@pytest.mark.parametrize("flags", [[], ["-u"], ["-X", "utf8"]])
def test_as_a_program(flags):
    done = run(sys.executable, *flags, "ledger.py")
    assert (done.returncode, done.stdout, done.stderr) == (0, "amounts? total 6\n", "")


def test_a_program_by_its_path():
    done = run("python3", ledger.__file__, env={**os.environ, "COLOUR": "red"}, cwd=os.getcwd(), check=True)
    assert done.stdout.endswith("total 6\n")
    assert run(sys.executable, "-m", "ledger").stdout.endswith("total 6\n")
    assert run(sys.executable, "-c", "import ledger; print(ledger.total([4]))").stdout == "4\n"


def test_a_line_for_a_shell():
    done = subprocess.run("echo 4 5 | python3 ledger.py", shell=True, stdout=subprocess.PIPE)
    assert done.stdout == b"amounts? total 9\n"
    assert subprocess.check_output("python3 ledger.py < rates.txt", shell=True) == b"amounts? total 8\n"
    assert os.system("echo 1 | python3 ledger.py > out.txt") == 0
    with open("out.txt", encoding="utf-8") as file:
        assert file.read() == "amounts? total 1\n"
    os.remove("out.txt")


def test_a_program_that_names_its_interpreter():
    assert os.access("./adds.py", os.X_OK) and os.stat("adds.py").st_mode & 0o100
    assert subprocess.getstatusoutput("./adds.py 1 2") == (0, "total 3")
    assert subprocess.getoutput("  ./adds.py 4 | tr a-z A-Z; ./adds.py") == "TOTAL 4\ntotal 0"
    assert run("./adds.py", "5", "6").stdout == "total 11\n"
    assert run("./adds.py", "--show", "rates.txt").stdout == "rates.txt\n"
    assert subprocess.getoutput("./adds.py --show ./rates.txt") == "./rates.txt"
    assert not os.access("./ledger.py", os.X_OK)


def test_a_program_that_is_talked_to():
    with subprocess.Popen([sys.executable, "ledger.py"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        assert program.poll() is None
        out, err = program.communicate("8 9\n", timeout=20)
    assert (out, err, program.returncode) == ("amounts? total 17\n", None, 0)


def test_a_program_that_fails():
    done = run(sys.executable, "-c", "import ledger, sys; sys.exit(ledger.load('no') or 3)")
    assert done.returncode == 3
    with pytest.raises(subprocess.CalledProcessError) as caught:
        subprocess.run([sys.executable, "ledger.py"], input=b"x", capture_output=True, check=True)
    assert caught.value.returncode == 1 and b"ValueError" in caught.value.stderr


def test_a_program_that_takes_too_long():
    with pytest.raises(subprocess.TimeoutExpired):
        subprocess.run([sys.executable, "-c", "import ledger, time; time.sleep(20)"], timeout=0.3)


def test_files_as_streams():
    with open("rates.txt", encoding="utf-8") as rates, open("sum.txt", "w", encoding="utf-8") as out:
        subprocess.run([sys.executable, "ledger.py"], stdin=rates, stdout=out, check=True)
    with open("sum.txt", encoding="utf-8") as file:
        assert file.read().startswith("amounts? total")
    os.remove("sum.txt")


def test_a_program_of_the_test():
    assert subprocess.check_output([sys.executable, "-c", "print(6 * 7)"], text=True) == "42\n"
    assert subprocess.run(["echo", "ledger"], capture_output=True, text=True).stdout == "ledger\n"


def test_run_as_main(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO("2 2\n"))
    runpy.run_module("ledger", run_name="__main__")
    assert capsys.readouterr().out == "amounts? total 4\n"


def test_run_as_main_by_its_path(monkeypatch):
    monkeypatch.setattr("builtins.input", lambda prompt: "3")
    with contextlib.redirect_stdout(io.StringIO()) as out:
        found = runpy.run_path(ledger.__file__, run_name="__main__")
    assert out.getvalue() == "total 3\n"
    assert found["__name__"] == "__main__" and found["total"]([1]) == 1


def test_not_run_as_main(capsys):
    assert runpy.run_path("ledger.py")["load"]("none") == []
    assert capsys.readouterr().out == ""


def test_loaded_from_its_path():
    assert LOADED.__name__ == "from_its_path" and LOADED is not ledger
    assert LOADED.total([5]) == 5 and LOADED.total is not ledger.total


def test_executed_as_text():
    namespace = {"seed": 1, "__file__": ledger.__file__}
    with open("ledger.py", encoding="utf-8") as file:
        exec(file.read(), namespace)
    assert namespace["total"]([1, 1]) == 2 and namespace["seed"] == 1


def test_executed_as_code():
    namespace = {"__file__": ledger.__file__}
    with open(ledger.__file__, encoding="utf-8") as file:
        exec(compile(file.read(), "ledger.py", "exec"), namespace)
    assert namespace["total"]([1, 1]) == 2


def test_examples_in_docstrings():
    assert doctest.testmod(ledger) == (0, 3)


def test_examples_of_one_function(capsys):
    doctest.run_docstring_examples(ledger.total, {"total": ledger.total})
    assert capsys.readouterr().out == ""


def test_examples_are_found():
    found = doctest.DocTestFinder().find(ledger)
    assert {test.name: len(test.examples) for test in found if test.examples} == {"ledger": 1, "ledger.total": 2}


def test_what_calls_a_module():
    done = run(sys.executable, "-m", "doctest", "ledger.py")
    assert done.returncode == 0 and done.stdout == ""
