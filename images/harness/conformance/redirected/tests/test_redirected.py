import contextlib
import io
import sys

import pytest

import outputs
from outputs import Capture


def test_what_a_block_prints(capsys):
    print("before")
    with Capture() as captured:
        print("in", "side")
        outputs.say("the solution as well")
        sys.stdout.write("written")
    print("after")
    assert captured.text == "in side\nthe solution as well\nwritten"
    assert capsys.readouterr().out == "before\nafter\n"


def test_blocks_in_blocks():
    with Capture() as outer:
        print("one")
        with Capture() as inner:
            print("two")
        print("three")
    assert (outer.text, inner.text) == ("one\nthree\n", "two\n")
    with contextlib.ExitStack() as stack:
        captured = stack.enter_context(Capture())
        print("four")
    assert captured.text == "four\n"


def test_a_block_that_is_left_by_an_error(capsys):
    with pytest.raises(KeyError):
        with Capture() as captured:
            print("so far")
            raise KeyError
    print("after")
    assert captured.text == "so far\n" and capsys.readouterr().out == "after\n"


def test_a_file(tmp_path):
    with outputs.into_file(tmp_path / "out.txt"):
        print("to the file")
    assert (tmp_path / "out.txt").read_text() == "to the file\n"


def test_a_stream_of_the_test():
    with outputs.into(io.StringIO()) as out:
        print("mine")
        outputs.say("yours")
    assert out.getvalue() == "mine\nyours\n"


def test_a_way_of_writing(capsys):
    with outputs.backwards() as what:
        print("Alice")
        assert what == "JABBERWOCKY"
    print("Bob")
    assert capsys.readouterr().out.split() == ["ecilA", "Bob"]


def test_a_function_that_is_decorated(capsys):
    @outputs.lines
    def count(n):
        for number in range(n):
            print(number)

    assert count(3) == ["0", "1", "2"]
    print("end")
    assert capsys.readouterr().out == "end\n"


def test_a_stream_of_its_own(capsys):
    with outputs.Loudly():
        print("quiet")
        outputs.say("too")
    print("quiet")
    assert capsys.readouterr().out == "QUIET\nTOO\nquiet\n"


def test_two_streams(capsys):
    copy = io.StringIO()
    with outputs.both(copy):
        print("one", flush=True)
        outputs.say("two")
    outputs.say("three")
    assert copy.getvalue() == "one\ntwo\n"
    assert capsys.readouterr().out == "one\ntwo\nthree\n"


def test_a_redirection_of_the_test_inside():
    inner = io.StringIO()
    with Capture() as captured:
        with contextlib.redirect_stdout(inner):
            print("inner")
        print("outer")
    assert inner.getvalue() == "inner\n"


def test_afterwards(capsys):
    with Capture():
        print("x")
    outputs.say("shown")
    assert capsys.readouterr().out == "shown\n"
