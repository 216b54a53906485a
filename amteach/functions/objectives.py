"""What we ask of a network's K outputs z: the logit, its softmax, the log of its softmax, or its margin.

With s = softmax(z), and m the best of the other units, the gradients with respect to z are

    logit         e_k
    softmax       s_k (e_k − s)
    log-softmax   e_k − s
    margin        e_k − e_m

so the second is s_k times the third: it vanishes where the network is sure of another class.

k is a unit, or one unit for each row of the batch.  z has the shape (batch, K); one number per row.  Several classes
with weights are a sum: 2 * logit(2) + 3 * logit(3).  Between two classes lies (1 − t) * logit(2) + t * logit(3).
Source: Nguyen, Yosinski & Clune (2019), table in section 4.2.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from .arrays import Array, dot, like, namespace, real
from .checks import shown
from .function import Function
from .models import maximum
from .score import score

Units = ArrayLike  # whole numbers: a unit, or one unit for each row of the batch, (batch,)


def logit(k: Units) -> Function:
    """f(z) = z_k,   ∇f = e_k.

    >>> logit(1).value_and_grad(np.array([[0.0, 2.0, 1.0]]))
    (array([2.]), array([[0., 1., 0.]]))
    """

    def value_and_grad(z):
        e = one_hot(k, z)
        return dot(z, e), e

    return score(value_and_grad, name=f"logit({units_name(k)})")


def softmax(k: Units) -> Function:
    """f(z) = s_k = exp z_k / Σⱼ exp z_j,   ∇f = s_k (e_k − s).

    >>> softmax(0).value_and_grad(np.zeros((1, 2)))
    (array([0.5]), array([[ 0.25, -0.25]]))
    """

    def value_and_grad(z):
        e = one_hot(k, z)
        s = probabilities(z)
        s_k = dot(s, e)
        return s_k, s_k[:, None] * (e - s)

    return score(value_and_grad, name=f"softmax({units_name(k)})")


def log_softmax(k: Units) -> Function:
    """f(z) = log s_k = z_k − log Σⱼ exp z_j,   ∇f = e_k − s.

    >>> log_softmax(0).value_and_grad(np.zeros((1, 2)))
    (array([-0.69314718]), array([[ 0.5, -0.5]]))
    """

    def value_and_grad(z):
        e = one_hot(k, z)
        log_s = log_probabilities(z)
        return dot(log_s, e), e - namespace(z).exp(log_s)

    return score(value_and_grad, name=f"log_softmax({units_name(k)})")


def margin(k: Units) -> Function:
    """f(z) = z_k − max_{j≠k} z_j,   ∇f = e_k − e_m, where z_m is that maximum (the first of several).

    It is above 0 where the network names k.  It does not change where a number is added to all of z, nor saturate.

    >>> margin(0).value_and_grad(np.array([[2.0, 5.0, 4.0]]))
    (array([-3.]), array([[ 1., -1.,  0.]]))

    Source: Carlini & Wagner (2017), who bound it from above.
    """

    def value_and_grad(z):
        e = one_hot(k, z)
        if z.shape[1] == 1:
            raise ValueError("a margin needs a second unit to be ahead of, but there is 1 output: write am.logit(0)")
        best, e_m = maximum().value_and_grad(namespace(z).where(e == 1, like(-math.inf, z), z))
        return dot(z, e) - best, e - e_m

    return score(value_and_grad, name=f"margin({units_name(k)})")


def log_probabilities(z: Array) -> Array:
    """log s, with s = softmax(z) over the last axis; max z is subtracted first, so that no exponential overflows."""
    z = real(z)
    xp = namespace(z)
    z = z - xp.max(z, axis=-1, keepdims=True)
    return z - xp.log(xp.sum(xp.exp(z), axis=-1, keepdims=True))


def probabilities(z: Array) -> Array:
    """s = softmax(z) over the last axis.

    >>> probabilities(np.array([[1000.0, 1000.0]]))
    array([[0.5, 0.5]])
    """
    log_s = log_probabilities(z)
    return namespace(log_s).exp(log_s)


def one_hot(k: Units, z: Array) -> Array:
    """e_k for each row of z, (batch, K), or an error that says which units there are."""
    if z.ndim != 2:
        hidden = "; in a hidden layer write am.channel(3) or am.neuron(3, i, j)" if z.ndim > 2 else ""
        raise ValueError(
            f"an objective on units needs outputs of shape (batch, units), but they have {tuple(z.shape)}{hidden}"
        )
    units = np.atleast_1d(k)
    n = z.shape[1]
    if units.max() >= n:
        raise IndexError(f"unit {units_name(k)} is out of range: there are {n} outputs, 0 to {n - 1}")
    if units.size not in (1, z.shape[0]):
        raise ValueError(f"{units.size} units for a batch of {z.shape[0]}: give one unit, or one for each row")
    e = namespace(z).zeros_like(z)
    if units.size == 1:
        e[:, int(units[0])] = 1
    else:
        e[list(range(len(units))), units.tolist()] = 1
    return e


def units_name(k: Units) -> str:
    """k as it is written in a formula, or an error if it is no unit."""
    try:
        units = np.atleast_1d(k)
    except (TypeError, ValueError):  # rows of several lengths
        units = np.empty(0)
    if not units.size or not np.issubdtype(units.dtype, np.integer):
        raise TypeError(f"unit {shown(k)} is not an integer: units are counted 0, 1, 2, …")
    if units.ndim > 1 or isinstance(k, np.ma.MaskedArray):
        raise TypeError(f"units {shown(k)}: give one unit, or one for each row of the batch, such as [3, 5, 8]")
    if units.min() < 0:
        raise IndexError(f"unit {shown(k)} is out of range: units are counted 0, 1, 2, …")
    return str(units[0]) if units.size == 1 else f"{units[0]}…{units[-1]}"
