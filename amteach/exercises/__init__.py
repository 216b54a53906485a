"""Exercises that answer at once: a reference, random inputs, and the usual mistakes each with its hint."""

from .exercise import Exercise
from .registry import EXERCISES, check, hint, solution

__all__ = ["EXERCISES", "Exercise", "check", "hint", "solution"]
