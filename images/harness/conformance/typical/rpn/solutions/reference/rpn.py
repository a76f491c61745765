import operator

OPERATORS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "//": operator.floordiv, "**": operator.pow}


class RpnError(Exception):
    pass


class StackUnderflow(RpnError):
    def __init__(self, operator, needed):
        super().__init__(f"{operator} needs {needed} values")
        self.operator = operator
        self.needed = needed


def calculate(text, operators=None):
    known = {**OPERATORS, **(operators or {})}
    stack = []
    for word in text.split():
        if word in known:
            if len(stack) < 2:
                raise StackUnderflow(word, 2)
            right, left = stack.pop(), stack.pop()
            stack.append(known[word](left, right))
        else:
            try:
                stack.append(int(word))
            except ValueError as error:
                raise RpnError(f"not a number: {word!r}") from error
    if len(stack) != 1:
        raise RpnError(f"{len(stack)} values left")
    return stack.pop()


def repl():
    handled = 0
    while True:
        try:
            line = input("> ").strip()
        except EOFError:
            line = "quit"
        if line == "quit":
            print("bye")
            return handled
        if not line:
            continue
        try:
            print(calculate(line))
        except RpnError as error:
            print(f"error: {error}")
        handled += 1
