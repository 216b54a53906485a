"""Two short ways to make a Function: from a value and its gradient, and from a rule that draws it at random."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .arrays import Array, rows
from .checks import shown
from .contract import held, is_own
from .function import Function, Random


def score(value_and_grad: Callable[[Array], tuple[Array, Array]], name: str | None = None) -> Function:
    """A Function from a plain function of a batch that returns one number per row, and its gradient.

    >>> from amteach import dot
    >>> @score
    ... def l2(x):
    ...     return dot(x, x), 2 * x
    >>> l2.value_and_grad(np.array([[3.0, 4.0]]))
    (array([25.]), array([[6., 8.]]))
    """
    if not callable(value_and_grad) or isinstance(value_and_grad, Function):
        raise TypeError(
            f"score({shown(value_and_grad)}): a plain function of x is needed, ↦ a value per row and a gradient, as in "
            "am.score(lambda x: (am.dot(x, x), 2 * x)); a Function is a score already"
        )
    formula = name or getattr(value_and_grad, "__name__", "f")

    def forward(x):
        pair = value_and_grad(x)
        if not isinstance(pair, tuple) or len(pair) != 2 or not all(hasattr(array, "shape") for array in pair):
            came = ", ".join(type(part).__name__ for part in (pair if isinstance(pair, tuple) else [pair]))
            raise TypeError(
                f"{formula}(x) must return two arrays, a value per row and the gradient, but gave {came}: write "
                "return value, grad"
            )
        value, grad = pair
        if tuple(value.shape) != (x.shape[0],) or tuple(grad.shape) != tuple(x.shape):
            raise ValueError(
                f"{formula}(x) of a batch of shape {tuple(x.shape)} gave a value of shape {tuple(value.shape)} and a "
                f"gradient of shape {tuple(grad.shape)}; it must give {(x.shape[0],)} and {tuple(x.shape)}. "
                "am.dot(a, b) sums everything but the batch axis"
            )
        return value, lambda d: rows(d, grad) * grad

    return Function(held(forward, formula, rowwise=True) if is_own(value_and_grad) else forward, formula)


def random(sample: Callable[[np.random.Generator], Function], name: str) -> Function:
    """A random Function: it is drawn anew for each step, and `sample(rng)` is the Function of one step."""
    if not callable(sample) or isinstance(sample, Function):
        raise TypeError(f"random({shown(sample)}): a rule is needed, such as lambda rng: am.shift(rng.integers(3), 0)")

    def forward(x):
        raise ValueError(f"{name} is random: walk(f, ...) draws it anew for each step; by hand write f.draw(rng)(x)")

    return Function(forward, name, Random(sample))
