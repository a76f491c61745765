import enum
from typing import NamedTuple


class TokenKind(enum.Enum):
    NUMBER = enum.auto()
    NAME = enum.auto()
    OPERATOR = enum.auto()


class Token(NamedTuple):
    kind: TokenKind
    text: str
    position: int


class UnexpectedCharacter(SyntaxError):
    def __init__(self, character, position):
        super().__init__(f"unexpected {character!r} at {position}")
        self.character = character
        self.position = position


def _kind(char):
    if char.isdigit():
        return TokenKind.NUMBER
    if char.isalpha():
        return TokenKind.NAME
    if char in "+-*/()":
        return TokenKind.OPERATOR
    return None


def tokenize(characters):
    text, kind, start = "", None, 0
    for position, char in enumerate(characters):
        new = _kind(char)
        if text and (new is not kind or kind is TokenKind.OPERATOR):
            yield Token(kind, text, start)
            text = ""
        if char.isspace():
            continue
        if new is None:
            raise UnexpectedCharacter(char, position)
        if not text:
            kind, start = new, position
        text += char
    if text:
        yield Token(kind, text, start)


def evaluate(text, **names):
    tokens = [*tokenize(text), None]

    def peek():
        return tokens[0].text if tokens[0] else None

    def factor():
        token = tokens.pop(0)
        if token is None:
            raise SyntaxError("unexpected end")
        if token.kind is TokenKind.NUMBER:
            return int(token.text)
        if token.kind is TokenKind.NAME:
            if token.text not in names:
                raise NameError(f"{token.text} is not defined")
            return names[token.text]
        if token.text == "-":
            return -factor()
        if token.text == "(":
            value = expression()
            if peek() != ")":
                raise SyntaxError("missing )")
            tokens.pop(0)
            return value
        raise SyntaxError(f"unexpected {token.text}")

    def term():
        value = factor()
        while peek() in ("*", "/"):
            value = value * factor() if tokens.pop(0).text == "*" else value / factor()
        return value

    def expression():
        value = term()
        while peek() in ("+", "-"):
            value = value + term() if tokens.pop(0).text == "+" else value - term()
        return value

    result = expression()
    if tokens[0] is not None:
        raise SyntaxError(f"unexpected {tokens[0].text}")
    return result
