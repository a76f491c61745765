import pytest

from text_editor import Command, Editor, NothingToUndo


def test_typing_and_undo():
    editor = Editor()
    editor.type("hello").type(" world")
    assert editor.text == "hello world"
    editor.undo()
    assert editor.text == "hello"
    editor.redo()
    assert editor.text == "hello world"


def test_delete_and_undo():
    editor = Editor("abcdef")
    editor.delete(2)
    assert editor.text == "abcd"
    editor.undo()
    assert editor.text == "abcdef"


def test_new_command_forgets_the_undone():
    editor = Editor("a")
    editor.type("b")
    editor.undo()
    editor.type("c")
    with pytest.raises(NothingToUndo):
        editor.redo()
    assert editor.text == "ac"


def test_nothing_to_undo():
    with pytest.raises(NothingToUndo, match="nothing to undo"):
        Editor("x").undo()


class Upper(Command):
    def do(self, text):
        self.before = text
        return text.upper()

    def undo(self, text):
        return self.before


def test_own_command():
    editor = Editor("shout")
    editor.execute(Upper())
    assert editor.text == "SHOUT"
    editor.undo()
    assert editor.text == "shout"


def test_command_that_fails_changes_nothing():
    class Broken(Command):
        def do(self, text):
            raise OSError("printer on fire")

    editor = Editor("safe")
    with pytest.raises(OSError, match="printer on fire"):
        editor.execute(Broken())
    assert editor.text == "safe"
    with pytest.raises(NothingToUndo):
        editor.undo()


def test_transaction_is_rolled_back():
    editor = Editor("start")
    with pytest.raises(ZeroDivisionError):
        with editor.transaction():
            editor.type("-more").type("-and-more")
            1 / 0
    assert editor.text == "start"
    with editor.transaction():
        editor.type("!")
    assert editor.text == "start!"
