"""What a student reads: a verdict, a hint, a solution; in words, in a notebook and in a terminal."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from ..pictures.html import escape

SIGNS = {"right": "✓ Right.", "wrong": "✗ Not right.", "untried": "○ Not tried yet."}
COLOURS = {"right": "#2e7d32", "wrong": "#c62828", "untried": "#757575"}
WIDTH = 100


@dataclass(frozen=True)
class Verdict:
    """The answer of `am.check`: truthy when right, and readable in a terminal, in a log and in a notebook.

    outcome : "right", "wrong" or "untried"
    text    : what is wrong, and on which input, in Markdown
    mistake : the mistake by name, in a sentence; "" where it was not recognised

    >>> Verdict("untried", "There is still a `...` in it.")
    ○ Not tried yet. There is still a `...` in it.
    """

    outcome: Literal["right", "wrong", "untried"]
    text: str = ""
    mistake: str = ""

    def __bool__(self) -> bool:
        return self.outcome == "right"

    def __repr__(self) -> str:
        """Plain text, its lines no wider than a terminal."""
        blocks = [
            block if listing else textwrap.fill(block, WIDTH, break_long_words=False, break_on_hyphens=False)
            for block, listing in _blocks(f"{SIGNS[self.outcome]} {self.text}")
        ]
        return "\n\n".join(blocks)

    def _repr_html_(self) -> str:
        blocks = [
            f"<pre>{escape(block)}</pre>" if listing else f"<p>{_inline(block)}</p>"
            for block, listing in _blocks(f"**{SIGNS[self.outcome]}** {self.text}")
        ]
        style = f"border-left: 4px solid {COLOURS[self.outcome]}; padding-left: 1em"
        return f'<div style="{style}">{"".join(blocks)}</div>'


def _blocks(markdown: str) -> Iterator[tuple[str, bool]]:
    """The paragraphs of a text, and its listings without their fences: each with whether it is a listing."""
    for i, piece in enumerate(re.split(r"^```\w*\n(.*?)\n```$", markdown, flags=re.MULTILINE | re.DOTALL)):
        if i % 2:
            yield piece, True
        else:
            yield from ((block.strip(), False) for block in piece.split("\n\n") if block.strip())


def _inline(markdown: str) -> str:
    """A paragraph as HTML: `code`, *stress* and **strong**, and nothing else."""
    pieces = [escape(piece) for piece in markdown.split("`")]
    for i, piece in enumerate(pieces):
        if i % 2:
            pieces[i] = f"<code>{piece}</code>"
        else:
            strong = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", piece)
            pieces[i] = re.sub(r"\*(\S[^*]*)\*", r"<em>\1</em>", strong)
    return "".join(pieces)


class Text(str):
    """Prose: markdown in a notebook, itself in a terminal."""

    def __repr__(self) -> str:
        return str(self)

    def _repr_markdown_(self) -> str:
        return str(self)


class Code(Text):
    """Source code: highlighted in a notebook, itself in a terminal."""

    def _repr_markdown_(self) -> str:
        return f"```python\n{self}\n```"


def listing(rows: dict[str, str]) -> str:
    """Names and what they hold, one under the other.

    >>> print(listing({"x": "[[1]]", "yours": "2"}))
    ```text
    x     = [[1]]
    yours = 2
    ```
    """
    width = max(map(len, rows))
    lines = [f"{name:{width}} = " + text.replace("\n", "\n" + " " * (width + 3)) for name, text in rows.items()]
    return "\n".join(["```text", *lines, "```"])


def pretty(value: Any, digits: int = 4) -> str:
    """A number or an array with few digits.

    >>> pretty(np.array([[1.0, 1 / 3]])), pretty(2)
    ('[[1, 0.3333]]', '2')
    """

    def number(v: np.floating) -> str:
        return f"{v:.{digits}g}"

    no_minus_zero = np.asarray(value) + 0
    return np.array2string(no_minus_zero, separator=", ", threshold=100, formatter={"float_kind": number})


def pretty_pair(a: Any, b: Any) -> tuple[str, str]:
    """Two arrays with as few digits as show that they differ.

    >>> pretty_pair(0.5, 0.500001)
    ('0.5', '0.500001')
    """
    pairs = [(pretty(a, digits), pretty(b, digits)) for digits in (4, 8, 17)]
    return next((pair for pair in pairs if pair[0] != pair[1]), pairs[-1])
