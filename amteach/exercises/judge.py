"""From an attempt to a verdict: try, find the smallest counterexample, recognise the mistake."""

from __future__ import annotations

from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from typing import Any

import numpy as np

from .attempt import NotComparable, NotTried, evaluate
from .compare import align, same
from .exercise import Arguments, Exercise, Parts
from .mistakes import accepted, recognise, right_parts
from .shrink import shrink
from .verdict import Verdict, listing, pretty, pretty_pair


@dataclass(frozen=True)
class Finding:
    """What came of one trial: the kind of failure ("" if it is right), a sentence, and the parts as far as they go."""

    kind: str = ""
    sentence: str = ""
    part: int = 0
    got: Parts = ()
    right: Parts = ()


def judge(exercise: Exercise, attempt: Any) -> Verdict:
    """Try the attempt on the exercise's inputs.  Whatever it raises becomes part of the verdict."""
    printed = StringIO()  # what the attempt prints is kept for the one input that is shown
    cases = exercise.cases()
    with redirect_stdout(printed), np.errstate(all="ignore"):
        try:
            findings = [examine(exercise, attempt, args) for args in cases]
            failed = next((i for i, finding in enumerate(findings) if finding.kind), None)
            if failed is None:
                return Verdict("right", f"Your answer holds on all {len(cases)} inputs." if len(cases) > 1 else "")
            if all(finding.kind == "nothing" for finding in findings):
                return Verdict("untried", "Put your answer where the `...` is, and end with `return`.")
            hint = ""
            if all(finding.got for finding in findings):
                trials = [(args, f.got, f.right) for args, f in zip(cases, findings, strict=True)]
                hint = recognise(exercise, findings[failed].part, trials)
            args = smallest_counterexample(exercise, attempt, findings[failed], cases[failed])
            printed.seek(0)
            printed.truncate()
            finding = examine(exercise, attempt, args)
        except NotTried as why:
            return Verdict("untried", str(why))
    return Verdict("wrong", explain(exercise, finding, args, hint, printed.getvalue()))


def examine(exercise: Exercise, attempt: Any, args: Arguments) -> Finding:
    """One trial: the first part of the answer that is not right."""
    try:
        got = evaluate(exercise, attempt, args)
    except NotComparable as complaint:
        return Finding(complaint.kind, complaint.sentence)
    right = right_parts(exercise, exercise.reference(*args))
    if accepted(exercise, got, right, args):
        return Finding(got=got, right=right)
    for part, (name, g, r) in enumerate(zip(exercise.parts, got, right, strict=True)):
        if not same(g, r):
            kind, sentence = difference(exercise, name, g, r, args)
            return Finding(kind, sentence, part, got, right)
    return Finding(got=got, right=right)


def difference(exercise: Exercise, name: str, got: np.ndarray, right: np.ndarray, args: Arguments) -> tuple[str, str]:
    """In which respect a part of the answer is not the right one, in one word and in a sentence."""
    if align(got, right.shape) is None or got.size != right.size:
        return "shape", f"The {name} has the shape {got.shape}, and must have {right.shape}."
    if not np.isfinite(got).all():
        at_zero = any(isinstance(arg, np.ndarray) and not arg.any() for arg in args)
        cause = " at zero: something is divided by 0" if at_zero else ": something like 0/0 or ∞/∞ has happened"
        return "nan", f"The {name} holds `{got[~np.isfinite(got)][0]}`{cause}."
    low, high = exercise.bounds or (-np.inf, np.inf)
    if got.min() < low - 1e-4 or got.max() > high + 1e-4:
        return "range", f"The {name} leaves its range: it must stay between {low:g} and {high:g}."
    if right.ndim == 0:
        return "value", f"The {name} is not the right number."
    return "value", f"The {name} has the right shape, but not the right numbers."


def smallest_counterexample(exercise: Exercise, attempt: Any, first: Finding, args: Arguments) -> Arguments:
    """The simplest arguments at which the attempt fails in the same way."""

    def fails(simpler: Arguments) -> bool:
        if not exercise.valid(*simpler):
            return False
        found = examine(exercise, attempt, simpler)
        return (found.kind, found.part) == (first.kind, first.part)

    return shrink(args, exercise.argument_axes, fails)


def explain(exercise: Exercise, finding: Finding, args: Arguments, hint: str, printed: str) -> str:
    """What is not right, the hint that was earned, and the smallest counterexample."""
    rows = {name: pretty(arg) for name, arg in zip(exercise.arguments, args, strict=True) if finding.kind != "form"}
    if finding.got and rows:  # of a single number, what is expected would be the solution
        rows["yours"], rows["expected"] = pretty_pair(finding.got[finding.part], finding.right[finding.part])
    if printed:
        rows["printed"] = printed.rstrip()
    if not hint and finding.kind not in ("form", "mutated"):
        hint = f'`am.hint("{exercise.name}")` gives a hint.'
    shown = ["The simplest input that shows it:", listing(rows)] if exercise.arguments and rows else []
    return "\n\n".join(text for text in [finding.sentence, hint, *shown] if text)
