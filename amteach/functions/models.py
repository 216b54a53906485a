"""Two models small enough to solve by hand: a linear one, and the larger of several coordinates."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .arrays import Array, dot, like, namespace
from .checks import number, numbers, shown, whole
from .function import Function
from .score import score


def linear(w: ArrayLike, b: float = 0.0) -> Function:
    """f(x) = w·x + b,   ∇f = w.

    x has the shape (batch, *w.shape); one number per row.  A linear f has no maximum: it grows for ever along w.

    >>> linear(w=[1.0, 2.0], b=0.5)(np.array([[3.0, -2.0]]))
    array([-0.5])

    Source: "Activation Maximization" (2021), example 1.
    """
    w = numbers("linear(w={})", w, "the weights are finite numbers")
    b = number("linear(w, b={})", b, "the bias is a finite number")

    def value_and_grad(x):
        _check_shape(x, w.shape, "linear(w)")
        weights = like(w, x)
        return dot(x, weights) + b, namespace(x).broadcast_to(weights, x.shape)

    return score(value_and_grad, name="w·x + b" if b else "w·x")


def linear_optimum(w: ArrayLike, penalty: float) -> np.ndarray:
    """x* = w / (2λ), where w·x + b − λ‖x‖² is largest; there L* = b + ‖w‖² / (4λ).

    >>> linear_optimum(w=[1.0, 2.0], penalty=0.5)
    array([1., 2.])
    """
    return numbers("linear_optimum(w={})", w, "the weights are finite numbers") / (2 * positive_penalty(penalty))


def maximum(ties: str = "first") -> Function:
    """f(x) = max(x₁, x₂, …),   ∇f = e_m with m = argmax x.

    x has the shape (batch, d); one number per row.  Where the largest coordinates are equal, f has a kink, and every
    convex combination of their e_m is a subgradient.  ties="first" takes the first of them, as torch's max-pooling
    does; ties="even" takes their mean, which is the shortest subgradient and never leaves the tie.

    >>> x = np.array([[1.0, 2.0], [1.0, 1.0]])
    >>> maximum().value_and_grad(x)[1]
    array([[0., 1.],
           [1., 0.]])
    >>> maximum(ties="even").value_and_grad(x)[1]
    array([[0. , 1. ],
           [0.5, 0.5]])

    Source: "Activation Maximization" (2021), example 2.
    """
    if ties not in ("first", "even"):
        raise ValueError(f'ties={shown(ties)} is neither "first" nor "even"')

    def value_and_grad(x):
        _check_shape(x, (x.shape[-1],), "maximum()")
        xp = namespace(x)
        top = xp.max(x, axis=1)
        if ties == "even":
            winners = like(x == top[:, None], x)
        else:
            units = xp.arange(x.shape[1], device=x.device)
            winners = like(units[None, :] == xp.argmax(x, axis=1)[:, None], x)
        return top, winners / xp.sum(winners, axis=1, keepdims=True)

    return score(value_and_grad, name="max(x)")


def maximum_optima(penalty: float, d: int = 2) -> np.ndarray:
    """The d maxima e_i / (2λ) of max(x₁, …, x_d) − λ‖x‖², as rows; there L* = 1 / (4λ).

    >>> maximum_optima(penalty=0.25)
    array([[2., 0.],
           [0., 2.]])
    """
    d = whole("maximum_optima(penalty, d={})", d, "the number of coordinates is a whole number, 1 or more", least=1)
    return np.eye(d) / (2 * positive_penalty(penalty))


def positive_penalty(penalty: float) -> float:
    """λ, if it is finite and above zero; otherwise an error that says what λ does."""
    needs = "a penalty is a finite number ≥ 0; to reward a large norm write f + c * am.l2"
    penalty = number("λ = {}", penalty, needs, least=0)
    if penalty == 0:
        raise ValueError("λ = 0: without a penalty the objective has no maximum, it grows for ever; write λ > 0")
    return penalty


def _check_shape(x: Array, shape: tuple[int, ...], model: str) -> None:
    if tuple(x.shape[1:]) != shape or x.ndim < 2:
        raise ValueError(
            f"{model} needs x of shape {('batch', *shape)}, but x has the shape {tuple(x.shape)}"
            + ("; axis 0 is the batch: write x[None]" if tuple(x.shape) == shape else "")
        )
