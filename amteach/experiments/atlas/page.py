"""The page of an atlas: static HTML, which needs nothing but the pictures beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ...pictures.html import escape

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Entry:
    """One unit: its number and name, the code that makes its picture, the picture's file, what the unit says of it."""

    unit: int
    name: str
    code: str
    file: str = ""
    score: float | None = None
    notes: Sequence[str] = ()


def page(title: str, entries: Sequence[Entry], shape: Sequence[int]) -> str:
    """The page as HTML.

    >>> text = page("<b>", [Entry(3, "digit 3", "am.visualize(...)", "pictures/00003.png", 7.5)], (1, 28, 28))
    >>> "<title>Atlas: &lt;b&gt;</title>" in text, 'alt="What unit 3, digit 3, asks for"' in text
    (True, True)
    """
    seen = sum(bool(entry.file) for entry in entries)
    about = f"{seen} of {len(entries)} units, each with a picture of {' × '.join(map(str, shape[1:]))} that it asks for"
    return TEMPLATE.format(
        title=escape(title),
        about=escape(about),
        style=(HERE / "page.css").read_text(encoding="utf-8"),
        script=(HERE / "page.js").read_text(encoding="utf-8"),
        cards="\n".join(card(entry) for entry in entries),
    )


def card(entry: Entry) -> str:
    """One unit in the list: its picture, which opens it, its number and name, what it says, a box to compare it."""
    called = f"{entry.unit} {entry.name}".strip()
    whose = f"unit {entry.unit}, {entry.name}," if entry.name else f"unit {entry.unit}"
    if entry.file:
        image = f'<img src="{escape(entry.file)}" loading="lazy" alt="{escape(f"What {whose} asks for")}">'
    else:
        image = '<span class="none">no picture</span>'
    notes = "".join(f"<li>{escape(note)}</li>" for note in entry.notes)
    score = "" if entry.score is None else f"{entry.score:.3g}".replace("-", "−")
    return CARD.format(
        unit=entry.unit,
        called=escape(called),
        order="" if entry.score is None else repr(entry.score),
        href=escape(entry.file) or f"#unit-{entry.unit}",
        image=image,
        score=escape(score),
        code=escape(entry.code),
        notes=f"<ul>{notes}</ul>" if notes else "",
    )


CARD = """<li class="unit" data-unit="{unit}" data-name="{called}" data-score="{order}">
<a class="open" href="{href}" title="{called}">{image}<span class="called">{called}</span></a>
<span class="says" title="what the unit says of its picture">{score}</span>
<label><input type="checkbox" class="pick" aria-label="compare {called}"> compare</label>
<div class="more" hidden><pre>{code}</pre>{notes}</div>
</li>"""

TEMPLATE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Atlas: {title}</title>
<style>
{style}</style>
</head>
<body>
<header>
<h1>{title}</h1>
<p>{about}. Choose a picture to open its unit; then the arrow keys go through the units, and Escape closes.</p>
<form role="search">
<label>Search <input type="search" id="search" placeholder="12, zebra, …" autocomplete="off"></label>
<label>Order <select id="order"><option value="unit">number</option><option value="name">name</option>
<option value="score">activation, highest first</option></select></label>
<output id="count" role="status"></output>
</form>
</header>
<section id="compare" aria-labelledby="beside" hidden>
<h2 id="beside">Side by side</h2>
<button type="button" id="clear">Clear</button>
<div id="picked"></div>
</section>
<main><ul id="units">
{cards}
</ul></main>
<dialog id="opened" aria-labelledby="who">
<div class="bar"><button type="button" id="before" aria-label="previous unit">←</button>
<h2 id="who"></h2>
<button type="button" id="next" aria-label="next unit">→</button>
<button type="button" id="close" aria-label="close">✕</button></div>
<div id="what"></div>
</dialog>
<script>
{script}</script>
</body>
</html>
"""
