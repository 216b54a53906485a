"""Exercises on the gradient with respect to the input: ReLU's pullback, and the chain rule through two layers."""

import numpy as np

from ..exercise import Exercise
from ..inputs import around_relu, integer, numbers


def relu_pullback(x, d):
    """ReLU passes x on where x > 0; the gradient comes back through the same doors."""
    carried = d.copy()
    for i, j in np.ndindex(x.shape):
        if x[i, j] <= 0:
            carried[i, j] = 0
    return carried


PULLBACK = Exercise(
    name="relu-pullback",
    difficulty=1,
    question="Carry the gradient d at the output of y = max(x, 0) back to its input: d where x > 0, and 0 elsewhere; "
    "x and d have the shape (n, m).",
    reference=relu_pullback,
    inputs=around_relu,
    axes={"x": "n m", "d": "n m"},
    hints=(
        "Where x > 0, y is x: what is dy/dx there? And where x < 0?",
        "The derivative is 1 or 0. The chain rule multiplies d by it.",
        "`x > 0` is an array of True and False, and they count as 1 and 0.",
    ),
    mistakes={
        "You ask whether d > 0. It is x that opened or shut the ReLU on the way forward. "
        "(Your rule is known as *deconvnet*; it is not the gradient.)": lambda x, d: np.maximum(d, 0),
        "Where d < 0 you stop it as well. A negative gradient is a gradient. "
        "(Your rule is known as *guided backpropagation*.)": lambda x, d: np.maximum(d, 0) * (x > 0),
        "At x = 0 you let d pass. Convention, as in torch, shuts the ReLU there; and it matters, since a black start "
        "makes many zeros.": lambda x, d: d * (x >= 0),
        "That is the way forward, max(x, 0). The question asks for the way back.": lambda x, d: np.maximum(x, 0),
        "That is ReLU's derivative. The chain rule multiplies it by d.": lambda x, d: (x > 0) * 1.0,
        "You multiply d by max(x, 0). The derivative of x is 1, not x.": lambda x, d: d * np.maximum(x, 0),
        "You let d pass where ReLU is shut, and stop it where it is open.": lambda x, d: d * (x <= 0),
        "You let everything pass. Where x ≤ 0 the output does not feel x at all.": lambda x, d: d,
    },
)


def chain_rule(x, W1, W2, k):
    """From the logit back to the input: through W2, through ReLU, through W1."""
    hidden = W1 @ x
    d = W2[k]  # at ReLU's output: z_k = W2[k] · relu(hidden)
    d = np.where(hidden > 0, d, 0)  # at ReLU's input
    return W1.T @ d  # at x


def _network(rng):
    d = integer(rng)
    m = integer(rng, 1, 4)
    classes = integer(rng)
    return numbers(rng, d), numbers(rng, m, d), numbers(rng, classes, m), integer(rng, 0, classes - 1)


CHAIN_RULE = Exercise(
    name="chain-rule",
    difficulty=3,
    question="Return the gradient of the logit z_k, where z = W2 max(W1 x, 0), with respect to the input x, "
    "shape (d,); W1 has the shape (m, d), W2 has (K, m).",
    reference=chain_rule,
    inputs=_network,
    parts=("gradient",),
    axes={"x": "d", "W1": "m d", "W2": "K m"},
    valid=lambda x, W1, W2, k: 0 <= k < len(W2),
    hints=(
        "Walk backwards: which numbers does z_k depend on directly, and with which weights?",
        "At the output of ReLU the gradient is the row W2[k]. ReLU lets it back only where W1 x > 0.",
        "The pullback of x ↦ W1 x is d ↦ W1ᵀ d.",
    ),
    mistakes={
        "You forgot ReLU on the way back: where W1 x ≤ 0 it lets nothing through.": lambda x, W1, W2, k: W1.T @ W2[k],
        "That is the gradient with respect to the weights W1. They are given; what moves is x.": (
            lambda x, W1, W2, k: np.outer(W2[k] * (W1 @ x > 0), x)
        ),
        "That is the gradient with respect to the weights W2[k]. They are given; what moves is x.": (
            lambda x, W1, W2, k: np.maximum(W1 @ x, 0)
        ),
        "You add up the gradients of all the logits. Only z_k is asked: begin with the row W2[k].": (
            lambda x, W1, W2, k: W1.T @ (W2.sum(axis=0) * (W1 @ x > 0))
        ),
        "You stop at the hidden layer. One more step leads through W1.": lambda x, W1, W2, k: W2[k] * (W1 @ x > 0),
        "You multiply by max(W1 x, 0) on the way back. The derivative of ReLU is 1 or 0.": (
            lambda x, W1, W2, k: W1.T @ (W2[k] * np.maximum(W1 @ x, 0))
        ),
        "You stop negative gradients as well. That is *guided backpropagation*, and not the gradient.": (
            lambda x, W1, W2, k: W1.T @ (np.maximum(W2[k], 0) * (W1 @ x > 0))
        ),
        "That is the way forward, the logit itself. The question asks for its gradient.": (
            lambda x, W1, W2, k: W2[k] @ np.maximum(W1 @ x, 0)
        ),
    },
)
