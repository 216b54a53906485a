"""What is asked of the network: a unit, several, a place, a direction or an objective; the most, or a certain value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from ...functions.axes import permute
from ...functions.function import Function
from ...functions.hidden_layers import channel, direction, neuron
from ...functions.objectives import logit
from ...functions.regression import target as nearest_to
from .subject import Shape, Subject


@dataclass(frozen=True)
class Question:
    """One unit, or one for each picture; `target` is the value that it is to have, or None for as much as possible."""

    unit: Any
    token: int | None = None
    target: Any = None

    def __len__(self) -> int:
        """How many pictures it takes."""
        return max(len(self.units), np.size(self.target) if self.target is not None else 1)

    @property
    def units(self) -> list[Any]:
        """The units; a Function, a place (a tuple) and a direction (fractions) count as one."""
        return self.unit if isinstance(self.unit, list) else [self.unit]

    def of(self, rows: Sequence[int]) -> Question:
        """What is asked of these pictures."""
        of = lambda values: [values[i] for i in rows] if isinstance(values, list) and len(values) > 1 else values
        return replace(self, unit=of(self.unit), target=of(self.target))


def question(unit: Any, token: int | None, target: Any, shape: Shape) -> Question:
    """The question, with units as whole numbers or lists of them, whatever they were given as.

    shape : of what the network gives for one picture, batch and all; a tuple with an index for each axis is a place
    """
    place = isinstance(unit, tuple) and len(unit) == len(shape) - 1 > 1
    if not isinstance(unit, Function) and not place:
        unit = _array(unit)
        if unit.dtype.kind in "iu":
            unit = unit.tolist()
        elif unit.dtype.kind != "f" or unit.ndim != 1:
            raise TypeError(
                f"unit={unit!r}: write a unit (3), several ([3, 5]), a place (3, 7, 7), a direction (a vector with one "
                "number for each unit), or an objective such as am.log_softmax(3)"
            )
    if target is not None:
        target = _array(target).astype(float).tolist()
    return Question(unit, token, target)


def _array(numbers: Any) -> np.ndarray:
    return np.asarray(numbers.detach().cpu() if hasattr(numbers, "detach") else numbers)


class Objective(NamedTuple):
    """f, and the code for it; what the network says of a picture, where that is another number, and is to be `goal`."""

    f: Function
    code: str
    says: Function | None = None
    goal: np.ndarray | None = None


def objective_of(subject: Subject, q: Question, shape: Shape, n: int) -> Objective:
    """f for n pictures.  shape : of what the network gives for one, batch and all"""
    unit, code = _picked(subject, q, shape)
    says = subject.f if unit is None else unit @ subject.f
    line = "net" if unit is None else f"{code} @ net"
    if q.target is not None:
        goal = np.broadcast_to(np.asarray(q.target, dtype=float), (n,))
        return Objective(nearest_to(q.target) @ says, f"f = am.target({q.target}) @ {line}", says, goal)
    if isinstance(q.unit, Function) and shape[1:] in ((), (1,)):
        return Objective(says, f"f = {line}", subject.f, goal_of(q.unit, (n, *shape[1:])))
    return Objective(says, f"f = {line}")


def goal_of(f: Function, shape: Shape) -> np.ndarray | None:
    """The y of each row where f(z) = −(z − y)², as am.target(y) is; None for any other f.

    Of all functions these are the ones with f = −(f′/2)² everywhere, and then y = z + f′/2.

    >>> goal_of(nearest_to(7.0), (2, 1)), goal_of(-1.0 * nearest_to(7.0), (2, 1))
    (array([7., 7.]), None)
    """
    z = np.random.default_rng(0).normal(size=shape)
    try:
        value, slope = f.value_and_grad(z)
    except ValueError:  # f is random, or for other numbers
        return None
    half = slope.reshape(len(z)) / 2
    return z.reshape(len(z)) + half if slope.any() and np.allclose(value, -(half**2)) else None


def _picked(subject: Subject, q: Question, shape: Shape) -> tuple[Function | None, str]:
    """One number for each picture out of what the network gives, and the code for it."""
    f, unit = subject.f, q.unit
    if isinstance(unit, Function):
        return unit, "unit"
    if len(shape) == 1:
        if np.any(unit):
            raise IndexError(f"{f} has one number for each picture, and so no unit {unit}: leave unit out")
        return None, ""
    if isinstance(unit, tuple):
        place = [_index(i, n, f) for i, n in zip(unit, shape[1:], strict=True)]
        return neuron(*place), f"am.neuron({', '.join(map(str, place))})"
    axis = _axis(subject, q, shape)
    turn = tuple(np.roll(range(len(shape) - 1), 1).tolist()) if axis > 1 else ()
    after = f" @ am.permute{turn}" if turn else ""
    if isinstance(unit, np.ndarray):
        if len(unit) != shape[axis]:
            raise ValueError(f"a direction of {len(unit)} numbers, but {f} has {shape[axis]} units: one for each")
        chosen, code = direction(unit), "am.direction(unit)"
    else:
        units = [_index(k, shape[axis], f) for k in np.ravel(unit).tolist()]
        k = units if np.ndim(unit) else units[0]
        if q.token is not None:
            token = _index(q.token, shape[1], f)
            chosen, code = neuron(k, token), f"am.neuron({k}, {token})"
        elif len(shape) > 2:
            chosen, code = channel(k), f"am.channel({k})"
        else:
            chosen, code = logit(k), f"am.logit({k})"
    return (chosen @ permute(*turn) if turn else chosen), code + after


def _axis(subject: Subject, q: Question, shape: Shape) -> int:
    """The axis along which units are counted: 1, or the last."""
    axis = None
    if q.token is not None:
        if len(shape) != 3:
            raise ValueError(
                f"token={q.token} is for layers of shape (batch, tokens, features), but {subject.f} gives {shape}; "
                "a place in a layer of channels is unit=(channel, row, column)"
            )
        axis = 2
    elif subject.module is not None:
        from ...bridge.axes import unit_axis

        axis = unit_axis(subject.module, subject.layer, shape)
    elif len(shape) != 3:
        axis = 1  # the layers of this package are (batch, channels, rows, columns)
    if axis is None:
        raise ValueError(
            f"{subject.f} gives an array of shape {shape} for a batch: what are its units? If they are axis 1, "
            f"(batch, channels, length), write unit=am.channel({q.unit}); if they are the last axis, (batch, tokens, "
            f"features), unit=am.channel({q.unit}) @ am.permute(1, 0), or token=0 for one of the tokens"
        )
    return axis


def _index(i: Any, n: int, f: Function) -> int:
    """The index i of n, counted from the end where it is below 0."""
    if not isinstance(i, int | np.integer):
        raise TypeError(f"unit {i!r} is not an integer: units are counted 0, 1, 2, …")
    if not -n <= i < n:
        raise IndexError(f"unit {i} is out of range: {f} has {n} of them, 0 to {n - 1}")
    return int(i) % n
