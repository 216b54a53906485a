"""The grades of a class as a table for a spreadsheet, and as a page: scores, mistakes by name, the commonest ones."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from ..pictures.html import escape
from .grade import Grades, Result

SIGNS = {"right": "✓", "wrong": "✗", "untried": "○", "missing": ""}
STYLE = """
body { font: 14px/1.45 system-ui, sans-serif; color: #222; max-width: 1100px; margin: 24px auto; padding: 0 16px }
table { border-collapse: collapse } th, td { border: 1px solid #ccc; padding: 2px 7px; text-align: center }
th { font-weight: 600 } th.name, td.name { text-align: left; white-space: nowrap } .right { background: #e3f1e4 }
thead th.exercise { writing-mode: vertical-rl; transform: rotate(180deg); font-weight: 400 }
.wrong { background: #fbe4e1 }
details { margin: 4px 0 } pre { white-space: pre-wrap; background: #f5f5f5; padding: 6px } .wide { overflow-x: auto }
@media print { details { display: block } }
"""


def cell(text: str) -> str:
    """A text for a cell of a spreadsheet, which must never be taken for a formula.

    >>> cell('=HYPERLINK("…")'), cell("Anna"), cell(" +1")
    ('\\'=HYPERLINK("…")', 'Anna', "' +1")
    """
    line = " ".join(text.split("\x00"))
    return f"'{line}" if line.lstrip(" \t\r\n\ufeff")[:1] in tuple("=+-@|%＝＋－＠") else line


def as_csv(grades: Grades) -> str:
    """One line a student: name, file, how many are right, each exercise, the mistakes, the predictions, remarks."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(("student", "file", "right", "of", *grades.exercises, "predictions", "mistakes", "remarks"))
    for one in grades.everybody:
        mistakes = "; ".join(f"{r.exercise}: {r.mistake}" for r in one.results.values() if r.mistake)
        outcomes = [one.results[name].outcome for name in grades.exercises]
        numbers = (one.score, len(grades.exercises))
        texts = (mistakes, "; ".join(one.remarks))
        table.writerow(
            (
                *map(cell, (one.handin.student, one.handin.file)),
                *numbers,
                *outcomes,
                len(one.handin.predictions),
                *map(cell, texts),
            )
        )
    return out.getvalue()


def as_html(grades: Grades) -> str:
    """A page that needs nothing else: the table, the commonest mistakes, and what was said to each student."""
    n = len(grades.everybody)
    names = "".join(f'<th class="exercise" scope="col">{escape(name)}</th>' for name in grades.exercises)
    head = f'<tr><th class="name">student</th><th>right</th>{names}<th class="name">remarks</th></tr>'
    rows = []
    for one in grades.everybody:
        cells = "".join(_outcome(one.results[name]) for name in grades.exercises)
        remarks = f'<td style="text-align:left">{escape("; ".join(one.remarks))}</td>'
        rows.append(
            f'<tr><th class="name" scope="row">{escape(one.handin.student)}</th>'
            f'<td class="name">{one.score} of {len(grades.exercises)}</td>{cells}{remarks}</tr>'
        )
    shares = "".join(
        f"<td>{sum(one.results[name].outcome == 'right' for one in grades.everybody)}</td>" for name in grades.exercises
    )
    rows.append(f'<tr><th class="name">right</th><td></td>{shares}<td></td></tr>')
    common = "".join(
        f"<tr><td>{count}</td><td class='name'><code>{escape(exercise)}</code></td>"
        f"<td style='text-align:left'>{escape(mistake)}</td></tr>"
        for exercise, mistake, count in grades.commonest()
    )
    return f"""<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Grades</title>
<style>{STYLE}</style><h1>Grades of {n} hand-ins</h1>
<p>Each answer ran in a process of its own, on inputs from the seed {grades.seed}: keep it to yourself, and
<code>amteach grade --seed {grades.seed}</code> gives the same inputs again.
✓ right, ✗ not right, ○ not tried; an empty cell: not handed in.</p>
<div class="wide"><table><thead>{head}</thead><tbody>{"".join(rows)}</tbody></table></div>
<h2>The commonest mistakes</h2>
<table>
<thead><tr><th>made by</th><th>exercise</th><th class="name">mistake</th></tr></thead>
<tbody>{common}</tbody></table>
<h2>What was said to whom</h2>
{"".join(_said(one.handin.student, one.results.values()) for one in grades.everybody)}
</html>
"""


def _outcome(result: Result) -> str:
    words = {"right": "right", "wrong": "not right", "untried": "not tried", "missing": "not handed in"}[result.outcome]
    title = escape(f"{words}. {result.mistake}"[:300])
    return f'<td class="{result.outcome}" title="{title}" aria-label="{words}">{SIGNS[result.outcome]}</td>'


def _said(student: str, results: Iterable[Result]) -> str:
    wrong = [r for r in results if r.outcome == "wrong"]
    if not wrong:
        return ""
    said = "".join(f"<h4><code>{escape(r.exercise)}</code></h4><pre>{escape(r.text)}</pre>" for r in wrong)
    return f"<details><summary>{escape(student)}: {len(wrong)} not right</summary>{said}</details>\n"
