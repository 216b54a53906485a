"""What stands in a page is what was put there, whatever letters it holds."""

import base64
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from amteach.pictures import html

NASTY = "a \"b\" 'c' <d> & é → 𝛌 &amp;"


class Read(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, page):
        super().__init__()
        self.elements: dict[str, dict[str, str | None]] = {}
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements[tag] = dict(attrs)

    def handle_data(self, data):
        self.text += data


@pytest.mark.parametrize("data", [b"", b"x", bytes(range(256)) * 3])
def test_the_bytes_come_back_from_their_address(data):
    head, _, letters = html.data_uri("image/png", data).partition(",")
    assert head == "data:image/png;base64"
    assert base64.b64decode(letters, validate=True) == data


def test_words_come_back_from_attributes_and_captions():
    read = Read(html.figure(html.image(b"png", NASTY, style="width: 1px"), NASTY, name="f", style="margin: 0"))
    assert read.elements["img"] == {"alt": NASTY, "style": "width: 1px", "src": html.data_uri("image/png", b"png")}
    assert read.elements["figure"] == {"id": "f", "style": "margin: 0"}
    assert read.text == NASTY


def test_what_is_not_said_is_not_there():
    assert html.figure(html.image(b"", "x")) == '<figure><img alt="x" src="data:image/png;base64,"></figure>'


def test_only_this_file_makes_data_uris_and_escapes_words():
    """The classroom's codes are base64 as well, but no addresses of data."""
    root = Path(html.__file__).parents[1]
    by_itself = re.compile(r"^\s*(import html|from html import)|;base64,", re.MULTILINE)
    assert [path for path in root.rglob("*.py") if by_itself.search(path.read_text("utf-8"))] == [Path(html.__file__)]
