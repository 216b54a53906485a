"""All the pictures that were asked for: a batch at a time, with a progress bar, and some of them a second time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from tqdm.auto import tqdm

from ...functions.arrays import Array
from ...functions.function import Function
from ...walks.walk import State
from . import starts
from .climb import Climbed, Options, climb
from .question import Objective, Question, objective_of
from .subject import Shape, Subject

PATIENCE = 5.0  # seconds without a progress bar


def in_parts(
    subject: Subject,
    q: Question,
    given: Shape,
    n: int,
    at_once: int,
    start: Array | None,
    o: Options,
    progress: Callable,
) -> Iterator[Climbed]:
    """The pictures, so many at once; those that missed their targets again by themselves, from black and from white.

    Between noise and the target there may be no way.
    """
    for first in range(0, n, at_once):
        rows = range(first, min(first + at_once, n))
        objective = objective_of(subject, q.of(rows), given, len(rows))
        if start is not None:
            own = start if len(start) == 1 else start[first : rows[-1] + 1]
            yield climb(subject, objective, rows, [starts.given(own, subject, len(rows))], o, progress)
            continue
        part = climb(
            subject, objective, rows, starts.starts(subject.canvas, len(rows), o.low, o.high, o.seed), o, progress
        )
        yield part
        if n == 1 or not isinstance(q.unit, Function):
            for row, (off, _) in part.missed.items():
                yield from _again(subject, objective_of(subject, q.of([row]), given, 1), row, off, o, progress)


def _again(
    subject: Subject, objective: Objective, row: int, off: float, o: Options, progress: Callable
) -> Iterator[Climbed]:
    """The picture from black and from white, as long as it comes nearer to its target."""
    for plain in starts.plain(subject.canvas, o.low, o.high):
        with suppress(ValueError):  # no gradient there
            again = climb(subject, objective, [row], [plain], o, progress)
            nearer = again.missed[row][0] if again.missed else 0.0
            if nearer < off:
                off = nearer
                yield again
            if not again.missed:
                return


@contextmanager
def progress_bar() -> Iterator[Callable[[Iterator[State], int], Iterator[State]]]:
    """A progress bar over all walks, which is drawn where they take long."""
    with tqdm(total=0, delay=PATIENCE, leave=False) as bar:

        def progress(states: Iterator[State], steps: int) -> Iterator[State]:
            bar.total += steps
            for state in states:
                yield state
                bar.update(1)

        yield progress
