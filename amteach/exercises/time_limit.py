"""A time limit for code that may never end, in the thread that runs it."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from types import FrameType
from typing import Any

AGAIN = 0.05  # seconds until the alarm rings again, for a loop that swallows every exception


class TimeIsUp(BaseException):
    """The limit has been reached.  No Exception, so that `except Exception` does not keep a loop alive."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """TimeIsUp is raised in what runs longer than this, between two of its steps.

    An alarm costs nothing, and is heard in a main thread, which is where a notebook's cells run.  In other threads, on
    Windows and in a browser each line looks at the clock.  A single long step of C is waited for.

    >>> with time_limit(10):
    ...     1 + 1
    2
    """
    try:
        if sys.platform == "emscripten":  # a browser's Python has the function, but nothing rings
            raise ValueError
        previous = signal.signal(signal.SIGALRM, signal.SIG_IGN)
    except (AttributeError, ValueError):  # Windows has no alarm, and only a main thread hears one
        with _watched(seconds):
            yield
        return
    running = True

    def ring(number: int, frame: FrameType | None) -> None:
        if running:
            raise TimeIsUp

    signal.signal(signal.SIGALRM, ring)
    remaining, interval = signal.setitimer(signal.ITIMER_REAL, max(seconds, 1e-3), AGAIN)
    try:
        yield
    finally:
        running = False
        signal.setitimer(signal.ITIMER_REAL, remaining, interval)
        signal.signal(signal.SIGALRM, previous)


@contextmanager
def _watched(seconds: float) -> Iterator[None]:
    """The same by looking at the clock at each line.  A debugger that is at work is left alone, without a limit."""
    if sys.gettrace():
        yield
        return
    deadline = monotonic() + seconds

    def look(frame: FrameType, event: str, arg: Any) -> Any:
        if monotonic() > deadline:
            raise TimeIsUp
        return look

    sys.settrace(look)
    try:
        yield
    finally:
        sys.settrace(None)
