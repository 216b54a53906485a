"""From an attempt to a verdict: try, recognise the mistake, find the smallest counterexample."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import monotonic
from typing import Any

import numpy as np

from . import calling
from .attempt import evaluate, has_statements
from .calling import NotComparable, NotTried, Stopped, no_warnings
from .compare import align, rounded, same
from .exercise import Arguments, Exercise, Parts
from .explain import explain
from .mistakes import recognise
from .printed import Printed, printed
from .probes import KEEPDIMS, Tries, accepted, cause, right_parts
from .shrink import shrink
from .verdict import Verdict

PATIENCE = 3.0  # seconds for finding out what is wrong


@dataclass(frozen=True)
class Finding:
    """What came of one trial: the kind of failure ("" if it is right), a sentence, and the parts as far as they go."""

    kind: str = ""
    sentence: str = ""
    part: int = 0
    got: Parts = ()
    right: Parts = ()
    stopped: bool = False


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
    finding = examine(exercise, attempt, args)
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
    trials = [(args, f.got, f.right) for args, f in zip(cases, findings, strict=True)]
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


def examine(exercise: Exercise, attempt: Any, args: Arguments, seconds: float = PATIENCE) -> Finding:
    """One trial: the first part of the answer that is not right."""
    try:
        got = evaluate(exercise, attempt, args, seconds)
    except NotComparable as complaint:
        return Finding(complaint.kind, complaint.sentence, stopped=isinstance(complaint, Stopped))
    right = right_parts(exercise, exercise.reference(*args))
    if accepted(exercise, got, right, args):
        return Finding(got=got, right=right)
    for part, (name, g, r) in enumerate(zip(exercise.parts, got, right, strict=True)):
        if not same(g, r) and (exercise.arguments or rounded(g, r) < 3):
            kind, sentence = difference(exercise, name, g, r, args)
            return Finding(kind, sentence, part, got, right)
    return Finding(got=got, right=right)


def difference(exercise: Exercise, name: str, got: np.ndarray, right: np.ndarray, args: Arguments) -> tuple[str, str]:
    """In which respect a part of the answer is not the right one, in one word and in a sentence."""
    if align(got, right.shape) is None or got.size != right.size:
        return "shape", f"The {name} has the shape {got.shape}, and must have {right.shape}."
    if not np.isfinite(got).all():
        at_zero = " at zero" * any(isinstance(arg, np.ndarray) and not arg.any() for arg in args)
        return "nan", f"The {name} holds `{got[~np.isfinite(got)][0]}`{at_zero}."
    low, high = exercise.bounds or (-np.inf, np.inf)
    if got.min() < low - 1e-4 or got.max() > high + 1e-4:
        return "range", f"The {name} leaves its range: it must stay between {low:g} and {high:g}."
    if right.ndim == 0:
        return "value", f"The {name} is not the right number."
    return "value", f"The {name} has the right shape, but not the right numbers."


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
