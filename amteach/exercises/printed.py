"""What an attempt prints is kept, up to a length; what other threads print meanwhile goes where it always goes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TextIO

LONGEST = 300  # characters
_own: ContextVar[Printed | None] = ContextVar("printed", default=None)  # each thread has its own


class Printed:
    """Text that has been printed: the beginning of it, and how much there was."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.kept = ""
        self.length = 0

    def write(self, text: str) -> int:
        self.kept += text[: LONGEST - len(self.kept)]
        self.length += len(text)
        return len(text)

    def __str__(self) -> str:
        rest = self.length - len(self.kept)
        return self.kept.rstrip() + (f" … and {rest} more characters" if rest else "")


class Router:
    """A sys.stdout that keeps what is printed by those who asked for it."""

    def __init__(self, original: TextIO):
        self.original = original
        self.asked: set[Printed] = set()

    def write(self, text: str) -> int:
        return (_own.get() or self.original).write(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.original, name)


@contextmanager
def printed() -> Iterator[Printed]:
    """Keeps what this thread prints.

    >>> with printed() as text:
    ...     print("hello")
    >>> str(text)
    'hello'
    """
    text = Printed()
    router = sys.stdout if isinstance(sys.stdout, Router) else Router(sys.stdout)
    router.asked.add(text)
    sys.stdout = router
    token = _own.set(text)
    try:
        yield text
    finally:
        _own.reset(token)
        router.asked.discard(text)
        if not router.asked:
            sys.stdout = router.original
