"""What a student reads: a verdict, a hint, a solution; in words, in a notebook and in a terminal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

SIGNS = {"right": "✓ Right.", "wrong": "✗ Not right.", "untried": "○ Not tried yet."}


@dataclass(frozen=True)
class Verdict:
    """The answer of `am.check`: truthy when right, and readable either way.

    >>> Verdict("untried", "There is still a `...` in it.")
    ○ Not tried yet. There is still a `...` in it.
    """

    outcome: Literal["right", "wrong", "untried"]
    text: str = ""

    def __bool__(self) -> bool:
        return self.outcome == "right"

    def __repr__(self) -> str:
        return re.sub(r"^```.*\n?", "", f"{SIGNS[self.outcome]} {self.text}", flags=re.MULTILINE).strip()

    def _repr_markdown_(self) -> str:
        return f"**{SIGNS[self.outcome]}** {self.text}".strip()


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
