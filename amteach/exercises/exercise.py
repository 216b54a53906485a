"""An exercise: one sentence, a slow and obvious reference, inputs to try, and the mistakes we expect."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from .shrink import cost

Arguments = tuple[Any, ...]  # what a function is called with
Parts = tuple[np.ndarray, ...]  # what it answers: a value and a gradient, say


@dataclass(frozen=True)
class Exercise:
    """A question with a known answer.

    name      : what `check` is asked for, such as "linear-optimum"
    question  : one sentence, with the shapes
    reference : the specification, as obvious as can be; it is also the solution that is shown
    inputs    : rng ↦ the arguments of one trial; an exercise whose answer is a number has none, and gives ()
    hints     : three, from a nudge to almost the answer
    mistakes  : hint ↦ the wrong function that earns it
    parts     : what the answer consists of, such as ("value", "gradient")
    axes      : argument ↦ its axes, such as {"x": "n d"}; equal letters have equal lengths, n is the batch
    valid     : whether arguments make sense at all (a penalty above 0), for the search for the smallest counterexample
    accept    : (parts, arguments) ↦ whether an answer other than the reference's is right as well
    bounds    : the range that every right answer keeps
    difficulty: 1 (a line), 2 or 3 (several ideas at once)
    """

    name: str
    question: str
    reference: Callable[..., Any]
    inputs: Callable[[np.random.Generator], Arguments]
    hints: tuple[str, str, str]
    mistakes: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    parts: tuple[str, ...] = ("answer",)
    axes: Mapping[str, str] = field(default_factory=dict)
    valid: Callable[..., bool] = lambda *args: True
    accept: Callable[[Parts, Arguments], bool] = lambda parts, args: False
    bounds: tuple[float, float] | None = None
    difficulty: int = 2

    @cached_property
    def arguments(self) -> tuple[str, ...]:
        """The names of the arguments, as the reference calls them."""
        return tuple(inspect.signature(self.reference).parameters)

    @property
    def signature(self) -> str:
        """The arguments as they stand in a call: "(x, w)"."""
        return "(" + ", ".join(self.arguments) + ")"

    @property
    def variables(self) -> tuple[str, ...]:
        """The parts of the answer as names of variables: "one-step rate" becomes one_step_rate."""
        return tuple(re.sub(r"\W", "_", part) for part in self.parts)

    @cached_property
    def argument_axes(self) -> tuple[tuple[str, ...], ...]:
        """The axes of each argument, in the order of the arguments: (("n", "d"), ("d",)) for x and w."""
        return tuple(tuple(self.axes.get(name, "").split()) for name in self.arguments)

    @property
    def batched(self) -> bool:
        """Whether axis 0 of the answer is a batch."""
        return any("n" in axes for axes in self.argument_axes)

    @property
    def stub(self) -> str:
        """What the notebook's cell holds before the student has written anything."""
        function = self.reference.__name__
        question = textwrap.fill(self.question, 100)
        if not self.arguments:
            return textwrap.indent(question, "# ") + f"\n{function} = ..."
        body = ["..."]
        if len(self.variables) > 1:
            body = [f"{name} = ..." for name in self.variables] + [f"return {', '.join(self.variables)}"]
        lines = "\n".join([f'"""{question}"""', *body])
        return f"def {function}({', '.join(self.arguments)}):\n" + textwrap.indent(lines, "    ")

    def cases(self, trials: int = 20) -> list[Arguments]:
        """The arguments to try, the easiest to read first; always the same ones."""
        if not self.arguments:
            return [()]
        return sorted((self.inputs(np.random.default_rng(seed)) for seed in range(trials)), key=cost)
