"""Judging what a class handed in: each answer in a process of its own, on inputs that nobody has seen.

The process that runs an answer is sent inputs and sends back outputs, as plain data.  The references, the comparison
and the judge are here, in another process, where nothing that was handed in ever runs.
"""

from __future__ import annotations

import ast
import builtins
import inspect
import secrets
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Literal

import numpy as np

from ..exercises import EXERCISES, Exercise, check, solution
from .attempts import Attempt, attempts, is_stub
from .handin import HandIn, collect
from .plain import decode, encode
from .sandbox import Child, Ended, course_without_answers
from .secret import secretly

Outcome = Literal["right", "wrong", "untried", "missing"]
LONG = 5  # statements of a solution, its docstring among them, that nobody else finds in the same words
RANK: dict[Outcome, int] = {"right": 3, "wrong": 2, "untried": 1, "missing": 0}


@dataclass(frozen=True)
class Result:
    """One answer of one student: what became of it, the mistake by name, and all that the verdict says."""

    exercise: str
    outcome: Outcome
    mistake: str = ""
    text: str = ""


@dataclass(frozen=True)
class Graded:
    """A hand-in with its results, by exercise, and what a teacher should look at."""

    handin: HandIn
    results: Mapping[str, Result]
    remarks: tuple[str, ...] = ()

    @property
    def score(self) -> int:
        """How many are right."""
        return sum(result.outcome == "right" for result in self.results.values())


@dataclass(frozen=True)
class Grades:
    """A class: everybody's results, and the names of the exercises that were asked."""

    everybody: tuple[Graded, ...]
    exercises: tuple[str, ...]
    seed: int

    def commonest(self, most: int = 20) -> list[tuple[str, str, int]]:
        """(exercise, mistake, how many made it), the commonest first."""
        counts = Counter((r.exercise, r.mistake) for one in self.everybody for r in one.results.values() if r.mistake)
        return [(exercise, mistake, n) for (exercise, mistake), n in counts.most_common(most)]


def grade(
    folder: Path,
    seed: int | None = None,
    seconds: float = 5.0,
    report: Callable[[str], None] = lambda line: None,
    jobs: int = 1,
) -> Grades:
    """Judge all that lies in a folder.

    seed    : of the inputs; a secret one if not given
    seconds : for one call of an answer
    report  : is told of each student
    jobs    : how many students at once
    """
    seed = secrets.randbits(60) if seed is None else seed
    handins = collect(folder)
    everybody = []
    with course_without_answers() as course, ProcessPoolExecutor(max(jobs, 1)) as pool:
        one = partial(_graded, seed=seed, seconds=seconds, course=course)
        for number, graded in enumerate((pool.map if jobs > 1 else map)(one, handins), 1):
            handin = graded.handin
            everybody.append(graded)
            report(f"{number} of {len(handins)}: {handin.student}: {everybody[-1].score} right")
    asked = {name for one in everybody for name in one.results}
    names = tuple(name for name in EXERCISES if name in asked)
    return Grades(tuple(_with_remarks(everybody, names)), names, seed)


def _graded(handin: HandIn, seed: int, seconds: float, course: Path) -> Graded:
    """The best of a student's answers to each exercise."""
    best: dict[str, Result] = {}
    for cells in handin.notebooks.values():
        for attempt in attempts(cells, EXERCISES):
            before = best.get(attempt.exercise)
            if before and before.outcome == "right":
                continue
            result = judge(attempt, EXERCISES[attempt.exercise], seed, seconds, course)
            if before is None or RANK[result.outcome] >= RANK[before.outcome]:
                best[attempt.exercise] = result
    return Graded(handin, best)


def judge(attempt: Attempt, exercise: Exercise, seed: int, seconds: float, course: Path) -> Result:
    """One answer, run elsewhere and judged here."""
    if attempt.problem:
        return Result(exercise.name, "wrong", "it does not run", attempt.problem)
    if is_stub(attempt, exercise):
        return Result(exercise.name, "untried")
    try:
        with Child(course, attempt.code, attempt.expression, seconds) as child:
            if "raised" in child.about:
                return Result(exercise.name, "wrong", "it does not run", _said(child.about))
            answer = Elsewhere(child, exercise) if child.about.get("callable") else decode(child.about.get("value"))
            verdict = check(secretly(exercise, seed), answer)
            if child.ended:
                return Result(exercise.name, "wrong", child.ended, child.ended)
    except (Ended, ValueError, TypeError, OverflowError, RecursionError) as why:
        return Result(exercise.name, "wrong", str(why), str(why))
    mistake = "" if verdict.outcome != "wrong" else getattr(verdict, "mistake", "") or _mistake(verdict.text)
    return Result(exercise.name, verdict.outcome, mistake, verdict.text)


class Elsewhere:
    """A function that runs in another process, as the judge calls it: arrays in, arrays out, errors by name."""

    def __init__(self, child: Child, exercise: Exercise) -> None:
        self._child = child
        self._parts = len(exercise.parts)
        names = [str(name) for name in child.about.get("names", [])]
        parameter = inspect.Parameter
        if names and len(set(names)) == len(names) and all(name.isidentifier() for name in names):
            self.__signature__ = inspect.Signature([parameter(n, parameter.POSITIONAL_OR_KEYWORD) for n in names])
        self.__name__ = exercise.reference.__name__

    def __call__(self, *args: Any) -> Any:
        reply = self._child.ask({"args": [encode(arg) for arg in args], "parts": self._parts})
        if "raised" in reply:
            raise _error(str(reply["raised"]))(_said(reply).partition(": ")[2])
        for mine, theirs in zip(args, map(decode, reply.get("args", [])), strict=False):
            if isinstance(mine, np.ndarray) and np.shape(theirs) == mine.shape:
                mine[...] = theirs  # what it did to its input, it has done to this one
        return decode(reply.get("value"))


def _error(name: str) -> type[Exception]:
    """An error of that name: Python's own where there is one, as long as it is an ordinary one."""
    found = getattr(builtins, name, None)
    if isinstance(found, type) and issubclass(found, Exception) and not issubclass(found, UnicodeError):
        return found
    return type(name if name.isidentifier() else "Error", (Exception,), {})


def _said(reply: Mapping[str, Any]) -> str:
    """What was raised, and where, in a line."""
    line = f" in `{reply['line']}`" if reply.get("line") else ""
    return f"{reply['raised']}: {reply.get('message', '')}{line}"


def _mistake(text: str) -> str:
    """The mistake by name: the hint that it earned, or else what is wrong."""
    paragraphs = [part for part in text.split("\n\n") if not part.startswith(("```", "The simplest input"))]
    hints = [part for part in paragraphs[1:] if not part.startswith("`am.hint(")]
    return (hints or paragraphs or [""])[0]


def _with_remarks(everybody: Sequence[Graded], names: Sequence[str]) -> Iterator[Graded]:
    """Everybody, with a line for each exercise, and a word where two are alike."""
    by_name: dict[str, list[str]] = defaultdict(list)
    by_code: dict[tuple[str, ...], list[str]] = defaultdict(list)
    solutions = {name: _solution(name) for name in names}
    shapes = {id(one): _shapes(one.handin) for one in everybody}
    for one in everybody:
        by_name[one.handin.student.casefold()].append(one.handin.file)
        if code := tuple(sorted(f"{n}: {shape}" for n, shape in shapes[id(one)].items())):
            by_code[code].append(one.handin.file)
    for one in everybody:
        own = shapes[id(one)]
        same = by_code[tuple(sorted(f"{n}: {shape}" for n, shape in own.items()))] if own else []
        copied = [name for name, shape in own.items() if shape == solutions.get(name)]
        files = by_name[one.handin.student.casefold()]
        remarks = [one.handin.problem] if one.handin.problem else []
        remarks += [f"the name is there {len(files)} times: {', '.join(files)}"] if len(files) > 1 else []
        others = [file for file in same if file != one.handin.file]
        remarks += [f"the same answers as {', '.join(others)}"] if others and len(own) > 1 else []
        remarks += [f"word for word the course's solution: {', '.join(copied)}"] if copied else []
        results = {name: one.results.get(name, Result(name, "missing")) for name in names}
        yield replace(one, results=results, remarks=tuple(remarks))


def _shapes(handin: HandIn) -> dict[str, str]:
    """exercise ↦ the code of the answer without layout and comments, where something was written."""
    found = {}
    for cells in handin.notebooks.values():
        for attempt in attempts(cells, EXERCISES):
            if not attempt.problem and not is_stub(attempt, EXERCISES[attempt.exercise]):
                found[attempt.exercise] = attempt.shape
    return found


def _solution(name: str) -> str:
    """The shape of the course's solution; "" where it is so short that many will find the very same words."""
    text = str(solution(name))
    lines = sum(isinstance(node, ast.stmt) for node in ast.walk(ast.parse(text)))
    return Attempt(name, text, EXERCISES[name].reference.__name__).shape if lines >= LONG else ""
