"""Is the gradient right?  A pullback is compared with slopes that need no derivative.

The slope of f at x along v comes from two values of f, a little before x and a little behind it (central differences):

    J v ≈ (f(x + h v) − f(x − h v)) / 2h

J is the derivative, with a row for each output and a column for each input, and a pullback computes Jᵀ d.  Therefore

    ⟨d, J v⟩ = ⟨Jᵀ d, v⟩

for all v and d.  A wrong pullback breaks this for nearly every random v and d.  Then the coordinates are compared one
by one, to say where it is wrong and by how much.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np

from .arrays import Array, as_batch, like, namespace, to_numpy
from .checks import function, seed_of
from .contract import Broken
from .function import Function

PROBES = 3  # how many random v and d are tried
MANY = 300  # no more coordinates than this are compared one by one


@dataclass(frozen=True, repr=False)
class GradientCheck:
    """What `check_gradient` found; it is true where the gradient is right.

    right    : whether ⟨d, J v⟩ = ⟨Jᵀ d, v⟩
    text     : the finding in words, which is also the `repr`
    index    : the coordinate of x with the largest error, (row, …), where the gradient is wrong
    slope    : what the gradient should be there
    gradient : what it is there
    """

    right: bool
    text: str
    index: tuple[int, ...] | None = None
    slope: float | None = None
    gradient: float | None = None

    def __bool__(self) -> bool:
        return self.right

    def __repr__(self) -> str:
        return self.text


def check_gradient(f: Function, x: Array | list, seed: int = 0) -> GradientCheck:
    """Whether the pullback of f at x is the transpose of its derivative: ⟨d, J v⟩ = ⟨Jᵀ d, v⟩.

    f    : any Function; a random one is drawn once
    x    : a batch of points, (batch, …), away from the kinks of f; its rows may depend on each other
    seed : of the random v and d, and of what f draws

    The result is true or false.  It prints which coordinate is wrong, what the gradient is there and what it should be.

    >>> import amteach as am
    >>> check_gradient(am.l2, [[3.0, -2.0]])
    the gradient of ‖x‖² is right
    >>> mine = am.score(lambda x: (am.dot(x, x), x), name="mine")
    >>> check_gradient(mine, [[3.0, -2.0], [0.5, 1.0]])
    the gradient of mine is wrong in 4 of 4 coordinates, most at x[0, 0]: it is 3, but the slope is 6
    it is 1/2 times the slope: is a factor 2 missing?

    Source: HIPS/autograd, whose tests check every derivative like this; Baydin et al. (2018), section 2.1.
    """
    rng = np.random.default_rng(seed_of("check_gradient", seed))
    f = function("check_gradient(f={}, x)", f).draw(rng)
    start: Any = as_batch(x)
    points = namespace(start).asarray(start, copy=True)  # f may be so wrong as to change it
    problem = _problem(f, points)
    if problem:
        return GradientCheck(False, f"the gradient of {f} cannot be right: {problem}")
    y, pullback = f.forward(points)
    near = _in_double(f, points)
    flat = True
    for _ in range(PROBES):
        v = rng.normal(size=tuple(points.shape))
        d = rng.normal(size=tuple(y.shape))
        slopes, error = _slopes(f, near, v)
        if not np.isfinite(error):
            problem = "another step gives another slope, as at a kink or where f is not finite; choose another x"
            return GradientCheck(False, f"the gradient of {f} cannot be checked at this x: {problem}")
        gradient = _exact(pullback(like(d, y)))
        tolerance = 4 * error + _share(points.dtype, points) * np.linalg.norm(gradient)
        if not abs(np.sum(d * slopes) - np.sum(gradient * v)) <= tolerance:
            return _compare(f, points, near, d, rng)
        flat = flat and not gradient.any()
    return GradientCheck(
        True, f"the gradient of {f} is right" + (", and 0 at this x: try another x too" if flat else "")
    )


def _problem(f: Function, x: Any) -> str:
    """What is wrong with the shapes of y = f(x) and of its gradient, or with x afterwards; or nothing."""
    before = _exact(x).copy()
    try:
        y, pullback = f.forward(x)
    except Broken as broken:  # at its first use
        return str(broken).partition(": ")[2]
    if y.ndim == 0 or y.shape[0] != x.shape[0]:
        shapes = f"{tuple(x.shape)} to {tuple(y.shape)}"
        return f"f sends {shapes}, but axis 0 stays the batch: am.dot(a, b) sums everything else"
    dx = pullback(namespace(y).ones_like(y))
    if tuple(dx.shape) != tuple(x.shape):
        return f"it has the shape {tuple(dx.shape)}, but x has the shape {tuple(x.shape)}"
    if not np.array_equal(_exact(x), before):
        return "f changes x itself: write y = 2 * x, which is a new array, and not x *= 2"
    return ""


def _in_double(f: Function, x: Any) -> Any:
    """x in float64, where slopes are most exact, if f takes it; otherwise as it is."""
    xp = namespace(x)
    try:
        f(xp.astype(x, xp.float64))
    except (TypeError, ValueError, RuntimeError):
        return x
    return xp.astype(x, xp.float64)


def _slopes(f: Function, x: Any, v: np.ndarray) -> tuple[np.ndarray, float]:
    """J v, and how large its error may be; infinite where a step of twice the length gives another slope.

    The step is ε^⅓ for numbers of precision ε, and shorter where f bends within it.  Since an f that takes float64 may
    compute in float32 inside, the steps for float32 are tried as well.
    """
    size = float(np.sqrt(np.mean(_exact(x) ** 2))) or 1.0
    slopes = np.zeros(())
    shares = _share(x.dtype, x), _share(namespace(x).float32, x)
    for share, shorter in product(shares, (1, 5, 25)):
        h = share * size / shorter
        slopes = _difference(f, x, h * v) / h
        rounding = share**3 * np.linalg.norm(_exact(f(x))) / h
        error = float(share * np.linalg.norm(slopes) + 4 * rounding)
        if np.linalg.norm(slopes - _difference(f, x, 2 * h * v) / (2 * h)) <= error:
            return slopes, error
    return slopes, math.inf


def _difference(f: Function, x: Any, step: np.ndarray) -> np.ndarray:
    """(f(x + step) − f(x − step)) / 2."""
    with np.errstate(all="ignore"):
        return (_exact(f(x + like(step, x))) - _exact(f(x - like(step, x)))) / 2


def _share(dtype: Any, x: Any) -> float:
    """ε^⅓ of the dtype: 6e-6 for float64 and 5e-3 for float32."""
    return float(namespace(x).finfo(dtype).eps) ** (1 / 3)


def _exact(a: Any) -> np.ndarray:
    """An array or a tensor in NumPy's float64."""
    xp = namespace(a)
    return to_numpy(xp.astype(a, xp.float64))


def _compare(f: Function, x: Any, near: Any, d: np.ndarray, rng: np.random.Generator) -> GradientCheck:
    """The gradient at x beside the slope, coordinate by coordinate: where they differ most, and how."""
    places = np.argwhere(np.ones(tuple(x.shape)))
    if len(places) > MANY:
        places = places[np.sort(rng.choice(len(places), MANY, replace=False))]
    columns = [_slopes(f, near, _unit(place, x)) for place in places]
    _, pullback = f.forward(x)
    for weights in (np.ones_like(d), d):  # with d = 1 a pullback gives the gradient itself, so this goes first
        gradients = _exact(pullback(like(weights, x)))[tuple(places.T)]
        slopes = np.array([np.sum(weights * column) for column, _ in columns])
        errors = np.array([np.linalg.norm(weights) * error for _, error in columns])
        off = np.abs(gradients - slopes)
        wrong = ~(off <= errors + 10 * _share(x.dtype, x) * np.abs(slopes).max())
        if wrong.any():
            break
    else:
        return GradientCheck(False, f"the gradient of {f} is wrong, but not at the {MANY} coordinates that were tried")
    worst = int(np.argmax(np.where(wrong, off, 0)))
    index = tuple(int(i) for i in places[worst])
    gradient, slope = float(gradients[worst]), float(slopes[worst])
    text = [
        f"the gradient of {f} is wrong in {wrong.sum()} of {len(places)} coordinates, most at x{list(index)}: it is "
        f"{gradient:.4g}, but the slope is {slope:.4g}",
        *_hints(slopes[wrong], gradients[wrong], places[wrong], x.shape[0]),
    ]
    if weights is d:
        text.append("it is right for d = 1, but not for other d: is dx = d · ∂f, row by row?")
    before, after = _sides(f, near, places[worst], weights)
    if abs(after - before) > 0.1 * np.abs(slopes).max():
        text.append(f"f has a kink there: its slope is {before:.4g} before it and {after:.4g} behind; choose another x")
    return GradientCheck(False, "\n".join(text), index, slope, gradient)


def _sides(f: Function, x: Any, place: np.ndarray, weights: np.ndarray) -> tuple[float, float]:
    """The slopes in this coordinate before and behind x."""
    h = _share(x.dtype, x)
    step = like(h * _unit(place, x), x)
    y = _exact(f(x))
    before = (y - _exact(f(x - step))) / h
    after = (_exact(f(x + step)) - y) / h
    return float(np.sum(weights * before)), float(np.sum(weights * after))


def _unit(place: np.ndarray, x: Any) -> np.ndarray:
    e = np.zeros(tuple(x.shape))
    e[tuple(place)] = 1
    return e


def _hints(slopes: np.ndarray, gradients: np.ndarray, places: np.ndarray, n: int) -> Iterator[str]:
    """What the wrong coordinates of a batch of n have in common."""
    if slopes.all() and gradients.all() and np.ptp(ratio := gradients / slopes) <= 0.01 * abs(ratio[0]):
        share = Fraction(float(ratio.mean())).limit_denominator(1000)
        advice = {Fraction(1, 2): ": is a factor 2 missing?", Fraction(2): ": is a factor 2 too much?"}
        yield "it has the wrong sign" if share == -1 else f"it is {share} times the slope{advice.get(share, '')}"
    elif len(slopes) > 1 and np.ptp(less := slopes - gradients) <= 0.01 * abs(less[0]):
        yield f"the slope is larger by {less.mean():.4g}: is a term missing?"
    rows = sorted({int(row) for row, *_ in places})
    if len(rows) < n:
        yield f"only rows {rows} of the batch are wrong"
