"""From an attempt to a verdict: try, recognise the mistake, find the smallest counterexample."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from time import monotonic
from typing import Any

import numpy as np

from . import calling
from .attempt import has_statements
from .calling import NotTried, no_warnings
from .compare import same
from .examine import Finding, examine
from .exercise import Arguments, Exercise
from .explain import explain
from .mistakes import recognise
from .printed import Printed, printed
from .probes import KEEPDIMS, Tries, cause, floats
from .shrink import shrink
from .verdict import Verdict

PATIENCE = 3.0  # seconds for finding out what is wrong


def judge(exercise: Exercise, attempt: Any) -> Verdict:
    """Try the attempt on the exercise's inputs.  Whatever it raises becomes part of the verdict."""
    with printed() as text, no_warnings(), np.errstate(all="ignore"):
        try:
            return _verdict(exercise, attempt, text)
        except NotTried as why:
            return Verdict("untried", str(why))


def _verdict(exercise: Exercise, attempt: Any, text: Printed) -> Verdict:
    cases = exercise.cases()
    findings: list[Finding] = []
    until = monotonic() + calling.LIMIT
    for args in cases:
        findings.append(examine(exercise, attempt, args, until - monotonic()))
        if findings[-1].stopped:
            return Verdict("wrong", explain(exercise, findings[-1], args, printed=text), findings[-1].sentence)
    wrong = [i for i, finding in enumerate(findings) if finding.kind]
    if not wrong:
        return Verdict("right", f"Your answer holds on all {len(cases)} inputs." if len(cases) > 1 else "")
    if all(finding.kind == "nothing" for finding in findings):
        return _nothing(attempt, text)
    first = findings[wrong[0]]
    tries = Tries(monotonic() + PATIENCE)
    hint = _recognised(exercise, attempt, cases, findings, first, tries)
    args = smallest_counterexample(exercise, attempt, first, cases[wrong[0]], tries)
    text.clear()
    finding = examine(exercise, attempt, args, PATIENCE)
    if finding.kind == "nan":
        why = cause(exercise, attempt, args, Tries(monotonic() + PATIENCE))
        finding = replace(finding, sentence=f"{finding.sentence[:-1]}{why}.")
    others = [
        name
        for part, name in enumerate(exercise.parts)
        if all(f.got and same(f.got[part], f.right[part]) for f in findings)
    ]
    return Verdict(
        "wrong", explain(exercise, finding, args, hint, text, others, (len(cases) - len(wrong), len(cases))), hint
    )


def _recognised(
    exercise: Exercise, attempt: Any, cases: Sequence[Arguments], findings: list[Finding], first: Finding, tries: Tries
) -> str:
    """The mistake by name, or ""."""
    if not all(finding.got for finding in findings):
        spread = exercise.batched and any("could not be broadcast together" in f.sentence for f in findings)
        return KEEPDIMS if spread else ""
    trials = [(args, floats(f.got), floats(f.right)) for args, f in zip(cases, findings, strict=True)]
    return recognise(exercise, attempt, first.part, trials, tries)


def _nothing(attempt: Any, text: Printed) -> Verdict:
    """Nothing came back, on any input."""
    if text.length:
        sentence = "Your function prints, and returns nothing: write `return` where it says `print`."
    elif has_statements(attempt):
        sentence = "Your function computes something, and returns nothing: end it with `return`."
    else:
        return Verdict("untried", "Put your answer where the `...` is, and end with `return`.")
    return Verdict("wrong", sentence, sentence)


def smallest_counterexample(
    exercise: Exercise, attempt: Any, first: Finding, args: Arguments, tries: Tries
) -> Arguments:
    """The simplest arguments at which the attempt fails in the same way."""

    def fails(simpler: Arguments) -> bool:
        left = tries.until - monotonic()
        if left <= 0 or not exercise.valid(*simpler):
            return False
        found = examine(exercise, attempt, simpler, left)
        if found.kind == "interrupted":
            tries.until = 0
        return (found.kind, found.part) == (first.kind, first.part)

    return shrink(args, exercise.argument_axes, fails)
