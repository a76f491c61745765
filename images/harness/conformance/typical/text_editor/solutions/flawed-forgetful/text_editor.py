import contextlib


class NothingToUndo(Exception):
    pass


class Command:
    def do(self, text):
        raise NotImplementedError

    def undo(self, text):
        raise NotImplementedError


class Type(Command):
    def __init__(self, addition):
        self.addition = addition

    def do(self, text):
        return text + self.addition

    def undo(self, text):
        return text[:len(text) - len(self.addition)]


class Delete(Command):
    def __init__(self, count):
        self.count = count

    def do(self, text):
        self.removed = text[len(text) - self.count:]
        return text[:len(text) - self.count]

    def undo(self, text):
        return text + self.removed


class Editor:
    def __init__(self, text=""):
        self.text = text
        self._done = []
        self._undone = []

    def execute(self, command):
        self._done.append(command)
        self.text = command.do(self.text)
        return self

    def type(self, addition):
        return self.execute(Type(addition))

    def delete(self, count):
        return self.execute(Delete(count))

    def undo(self):
        if not self._done:
            raise NothingToUndo("nothing to undo")
        command = self._done.pop()
        self.text = command.undo(self.text)
        self._undone.append(command)

    def redo(self):
        if not self._undone:
            raise NothingToUndo("nothing to redo")
        command = self._undone.pop()
        self.text = command.do(self.text)
        self._done.append(command)

    @contextlib.contextmanager
    def transaction(self):
        mark = len(self._done)
        try:
            yield self
        except BaseException:
            self.undo()
            raise
