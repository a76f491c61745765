import pytest

from markdown import parse


@pytest.mark.parametrize(
    "text, html",
    [
        ("This will be a paragraph", "<p>This will be a paragraph</p>"),
        ("_This will be italic_", "<p><em>This will be italic</em></p>"),
        ("__This will be bold__", "<p><strong>This will be bold</strong></p>"),
        ("This will _be_ __mixed__", "<p>This will <em>be</em> <strong>mixed</strong></p>"),
        ("# This will be an h1", "<h1>This will be an h1</h1>"),
        ("###### This will be an h6", "<h6>This will be an h6</h6>"),
        ("####### Not a heading", "<p>####### Not a heading</p>"),
        ("* Item 1\n* Item 2", "<ul><li>Item 1</li><li>Item 2</li></ul>"),
        ("# Header!\n* __Bold__\n* _Italic_", "<h1>Header!</h1><ul><li><strong>Bold</strong></li><li><em>Italic</em></li></ul>"),
        ("* One\nEnd", "<ul><li>One</li></ul><p>End</p>"),
        ("", ""),
    ],
    ids=["paragraph", "italic", "bold", "mixed", "h1", "h6", "seven", "list", "all", "list-then-text", "empty"],
)
def test_parse(text, html):
    assert parse(text) == html
