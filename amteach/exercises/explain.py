"""The words of a verdict: what is wrong, why, and the smallest input that shows it."""

from __future__ import annotations

from collections.abc import Sequence

from .examine import Finding
from .exercise import Arguments, Exercise
from .printed import Printed
from .verdict import listing, pretty, pretty_pair


def explain(
    exercise: Exercise,
    finding: Finding,
    args: Arguments,
    hint: str = "",
    printed: Printed | None = None,
    right: Sequence[str] = (),
    count: tuple[int, int] = (0, 0),
) -> str:
    """What is not right, the hint that was earned, and the counterexample.

    right : the parts of the answer that are right
    count : how many of the inputs are answered rightly, and how many there are
    """
    rows = {name: pretty(arg) for name, arg in zip(exercise.arguments, args, strict=True) if finding.kind != "form"}
    if finding.got and rows:  # of a single number, what is expected would be the solution
        rows["yours"], rows["expected"] = pretty_pair(finding.got[finding.part], finding.right[finding.part])
    if printed and printed.length:
        rows["printed"] = str(printed)
    sentence = finding.sentence
    if right:
        sentence += f" The {' and the '.join(right)} {'is' if len(right) == 1 else 'are'} right."
    if not hint and finding.kind not in ("form", "mutated", "left") and not finding.stopped:
        hint = f'`am.hint("{exercise.name}")` gives a hint.'
    shown = []
    if exercise.arguments and rows:
        shows = "The simplest input that shows it:"
        if finding.stopped:
            shows = "On this input:"
        elif 2 * count[0] > count[1]:
            shows = f"It is right on {count[0]} of {count[1]} inputs. The simplest that it fails on:"
        shown = [shows, listing(rows)]
    return "\n\n".join(text for text in [sentence, hint, *shown] if text)
