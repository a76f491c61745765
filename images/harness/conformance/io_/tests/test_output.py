import contextlib
import io
import sys

import pytest

import console


def test_print(capsys):
    console.greet("Ann")
    assert capsys.readouterr().out == "Hello, Ann!\n"


def test_several_lines(capsys):
    console.table([(1, 2), ("a", None)])
    assert capsys.readouterr().out.splitlines() == ["1 | 2", "a | None"]


def test_end_argument(capsys):
    console.progress(3)
    assert capsys.readouterr().out == "...\n"


def test_stderr(capsys):
    console.complain("disk full")
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == "error: disk full\n"


def test_both_streams(capsys):
    console.both()
    assert capsys.readouterr() == ("one\nthree\n", "two\n")


def test_output_is_taken_in_pieces(capsys):
    console.greet("a")
    assert capsys.readouterr().out == "Hello, a!\n"
    assert capsys.readouterr().out == ""
    console.greet("b")
    assert capsys.readouterr().out == "Hello, b!\n"


def test_order_with_the_prints_of_the_test(capsys):
    print("test 1")
    console.greet("x")
    print("test 2")
    console.greet("y")
    assert capsys.readouterr().out == "test 1\nHello, x!\ntest 2\nHello, y!\n"


def test_order_with_the_prints_of_a_callback(capsys):
    assert console.before_and_after(lambda: print("inside") or 5) == 5
    assert capsys.readouterr().out == "before\ninside\nafter\n"


def test_callback_can_read_what_was_printed(capsys):
    seen = []
    console.before_and_after(lambda: seen.append(capsys.readouterr().out))
    assert seen == ["before\n"]
    assert capsys.readouterr().out == "after\n"


def test_prints_of_a_lazy_generator(capsys):
    numbers = console.noisy_numbers()
    assert capsys.readouterr().out == ""
    next(numbers)
    assert capsys.readouterr().out == "making 0\n"
    list(numbers)
    assert capsys.readouterr().out == "making 1\nmaking 2\n"


def test_prints_of_special_methods(capsys):
    talker = console.Talker()
    with talker:
        assert talker.volume == 11
    repr(talker)
    assert capsys.readouterr().out == "init\nenter\nvolume\nexit\nrepr\n"


def test_print_before_an_exception(capsys):
    with pytest.raises(ValueError):
        console.print_then_fail()
    assert capsys.readouterr().out == "about to fail\n"


def test_direct_write_without_newline(capsys):
    console.write_directly("no newline")
    assert capsys.readouterr().out == "no newline"


def test_unicode(capsys):
    console.wide()
    assert capsys.readouterr().out == "naïve ✓ 漢字 🙂\n"


def test_redirect_stdout():
    buffer = io.StringIO()
    with contextlib.redirect_stdout(buffer):
        console.greet("Bob")
    assert buffer.getvalue() == "Hello, Bob!\n"


def test_redirect_stderr():
    buffer = io.StringIO()
    with contextlib.redirect_stderr(buffer):
        console.complain("x")
    assert buffer.getvalue() == "error: x\n"


def test_replaced_stdout(monkeypatch):
    buffer = io.StringIO()
    monkeypatch.setattr(sys, "stdout", buffer)
    console.greet("Eve")
    monkeypatch.undo()
    assert buffer.getvalue() == "Hello, Eve!\n"


def test_redirect_inside_the_solution(capsys):
    assert console.captured() == "hidden\n"
    assert capsys.readouterr().out == ""


def test_descriptor(capfd):
    console.write_descriptor("raw\n")
    assert capfd.readouterr().out == "raw\n"


def test_child_process(capfd):
    console.run_child("from the child")
    assert capfd.readouterr().out == "from the child\n"


def test_print_with_capfd(capfd):
    console.greet("fd")
    console.complain("fd")
    captured = capfd.readouterr()
    assert captured.out == "Hello, fd!\n"
    assert captured.err == "error: fd\n"


def test_bytes(capfdbinary):
    console.write_bytes(b"\x00\xff\n")
    assert capfdbinary.readouterr().out == b"\x00\xff\n"


def test_child_with_pipes():
    assert console.child_output("abc") == "cba"


def test_disabled_capture(capsys):
    console.greet("captured")
    with capsys.disabled():
        pass
    assert "captured" in capsys.readouterr().out


def test_much_output(capsys):
    console.table([(number,) for number in range(20000)])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 20000
    assert lines[-1] == "19999"


def test_no_output(capsys):
    list(range(3))
    assert console.child_output("") == ""
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "")
