import itertools
import types

import pytest

from tokenizer import Token, TokenKind, UnexpectedCharacter, evaluate, tokenize


def test_tokens():
    assert list(tokenize("12+x")) == [
        Token(TokenKind.NUMBER, "12", 0),
        Token(TokenKind.OPERATOR, "+", 2),
        Token(TokenKind.NAME, "x", 3),
    ]


def test_token_fields():
    token = next(tokenize("  42"))
    assert token.kind is TokenKind.NUMBER
    assert token.text == "42"
    assert token.position == 2
    kind, text, _ = token
    assert (kind.name, text) == ("NUMBER", "42")


def test_is_lazy():
    tokens = tokenize("1 $")
    assert isinstance(tokens, types.GeneratorType)
    assert next(tokens).text == "1"
    with pytest.raises(UnexpectedCharacter, match=r"unexpected '\$' at 2") as caught:
        next(tokens)
    assert caught.value.position == 2
    assert caught.value.character == "$"


def test_takes_characters_from_an_endless_source():
    tokens = tokenize(itertools.chain.from_iterable(itertools.repeat("1 + ")))
    assert [token.text for token in itertools.islice(tokens, 4)] == ["1", "+", "1", "+"]


@pytest.mark.parametrize("text, value", [
    ("1 + 2 * 3", 7), ("(1 + 2) * 3", 9), ("10 / 4", 2.5), ("2 - 3 - 4", -5), ("x * 2", 10), ("-3 + 5", 2),
])
def test_evaluate(text, value):
    assert evaluate(text, x=5) == value


@pytest.mark.parametrize("text", ["1 +", "(1", "1 1", ""])
def test_syntax_errors(text):
    with pytest.raises(SyntaxError):
        evaluate(text)


def test_unknown_name_and_division():
    with pytest.raises(NameError, match="y is not defined"):
        evaluate("y")
    with pytest.raises(ZeroDivisionError):
        evaluate("1 / 0")
