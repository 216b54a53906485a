"""Exercises that answer at once: a reference, random inputs, and the usual mistakes each with its hint.

The room can be called: `am.exercises()` lists what there is and what I have solved.
"""

import sys
from types import ModuleType

from .exercise import Exercise
from .listing import Listing, listing
from .registry import EXERCISES, check, hint, solution

__all__ = ["EXERCISES", "Exercise", "check", "hint", "solution"]


class _Room(ModuleType):
    """A module that lists its exercises when it is called: the room and the function share the name am.exercises."""

    def __call__(self, lecture: int | None = None) -> Listing:
        return listing(EXERCISES, lecture)


sys.modules[__name__].__class__ = _Room
