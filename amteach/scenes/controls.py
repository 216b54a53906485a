"""A scene's controls, declared as a frozen dataclass: one field, one control, no browser.

    @dataclass(frozen=True)
    class Controls:
        penalty: float = slider(0.5, 0, 2, 0.05, "penalty λ")
        prior: str = choice("L2", ("L1", "L2"), "prior")
        start: tuple[float, float] = point((3.0, -2.0), -5, 5, "start")
        seed: int = seed()

`am.stage("...", penalty=0.2)` takes the field's name; the reader sees the label, which comes last.  A field whose
default is a whole number takes whole numbers only.  A point is dragged where a plane has `Handle("start", c.start)`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import Field, asdict, dataclass, field, fields
from typing import Any, ClassVar, Protocol, TypeVar

import numpy as np

from ..functions.checks import number, shown
from ..functions.checks import whole as whole_number
from ..store.names import did_you_mean

C = TypeVar("C", bound="Dataclass")  # a class of Controls


class Dataclass(Protocol):
    """What a type checker knows of every dataclass, and so of every Controls class."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


@dataclass(frozen=True)
class Slider:
    """A number between low and high, in steps; or, where log is true, in 100 even steps of its logarithm."""

    label: str
    low: float
    high: float
    step: float
    log: bool = False


@dataclass(frozen=True)
class Choice:
    """One of several words."""

    label: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Point:
    """A point of the plane, dragged in the figure, within low … high."""

    label: str
    low: float
    high: float


def slider(default: float, low: float, high: float, step: float, label: str) -> Any:
    """A field that is a slider from low to high, in steps."""
    return field(default=default, metadata={"control": Slider(label, low, high, step)})


def log_slider(default: float, low: float, high: float, label: str) -> Any:
    """A field that is a slider from low to high over orders of magnitude, in 100 even steps of the logarithm."""
    return field(default=default, metadata={"control": Slider(label, low, high, 0.0, log=True)})


def choice(default: str, options: tuple[str, ...], label: str) -> Any:
    """A field that is a menu of these options."""
    return field(default=default, metadata={"control": Choice(label, options)})


def point(default: tuple[float, float], low: float, high: float, label: str) -> Any:
    """A field that is a point to be dragged, both coordinates from low to high."""
    return field(default=default, metadata={"control": Point(label, low, high)})


def seed() -> Any:
    """The seed of everything random in the scene."""
    return slider(0, 0, 99, 1, "seed")


def control_of(f: Field[Any]) -> Slider | Choice | Point:
    """The control that a field of a Controls class declares."""
    return f.metadata["control"]


def described(kind: type[Dataclass]) -> list[dict[str, Any]]:
    """The controls that a Controls class declares, as plain data for the browser."""
    return [{"kind": type(control_of(f)).__name__, "name": f.name, **asdict(control_of(f))} for f in fields(kind)]


def make(kind: type[C], values: dict[str, Any]) -> C:
    """Controls of this kind with these values, each checked; the error says what the control accepts.

    >>> @dataclass(frozen=True)
    ... class Controls:
    ...     penalty: float = slider(0.5, 0, 2, 0.05, "penalty λ")
    >>> make(Controls, {"penalty": 3})
    Traceback (most recent call last):
    ...
    ValueError: penalty=3: penalty λ is a number between 0 and 2
    """
    known = {f.name: f for f in fields(kind)}
    for name in values:
        if name not in known:
            hint = did_you_mean(name, known).replace("'", "")
            raise TypeError(f"there is no control {shown(name)}.{hint} The controls are {', '.join(known)}")
    return kind(**{name: _checked(name, known[name], value) for name, value in values.items()})


def _checked(name: str, f: Field[Any], value: Any) -> Any:
    control = control_of(f)
    if isinstance(control, Choice):
        if not isinstance(value, str) or value not in control.options:
            near = did_you_mean(value, control.options)
            raise ValueError(f"{name}={shown(value)}: choose one of {', '.join(map(repr, control.options))}.{near}")
        return value
    if isinstance(control, Point):
        if not isinstance(value, Sequence | np.ndarray) or len(value) != 2:
            raise ValueError(f"{name}={shown(value)}: a point has two coordinates, such as {f.default}")
        return (_number(name, control, value[0]), _number(name, control, value[1]))
    return _number(name, control, value, whole=isinstance(f.default, int))


def _number(name: str, control: Slider | Point, value: Any, whole: bool = False) -> Any:
    kind = "a whole number" if whole else "a number"
    needs = f"{control.label} is {kind} between {control.low:g} and {control.high:g}"
    try:
        checked = whole_number if whole else number
        return checked(f"{name}={{}}", value, needs, least=control.low, most=control.high)
    except TypeError as error:
        raise ValueError(str(error)) from None
