"""A net in NumPy from its layers and its weights: in the dtype of x, some rows at a time, on a copy of x."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from ..functions.arrays import Array, namespace
from ..functions.function import Function, Pullback
from ..functions.sending import Remembered

KEPT = 1024  # rows whose pullbacks are kept: for those behind them f is evaluated again when a gradient is asked for

Weights = Mapping[str, np.ndarray]


def numpy_net(
    name: str,
    layers: Callable[[Weights], Function],
    weights: Weights,
    expect: Callable[[np.ndarray], object],
    rows: int | None = None,
) -> Function:
    """The Function layers(weights), with the weights in the dtype of x.

    layers : the net as a Function, made from its weights; it must treat each row for itself
    expect : raises an error where x is not what the net takes
    rows   : how many are computed at a time: few are quicker, since their numbers stay in the processor's cache, and
             with one the numbers of a row do not depend on the others in its batch, to the bit; all, if not given

    What is done later to the weights, or to x, reaches neither the values nor the gradients.

    >>> from amteach.functions.function import identity
    >>> double = numpy_net("double", lambda w: w["c"][0] * identity, {"c": np.array([2])}, lambda x: None)
    >>> double(np.ones((1, 3), np.float32))
    array([[2., 2., 2.]], dtype=float32)
    """
    own = {key: np.array(w) for key, w in weights.items()}

    @Remembered
    def in_dtype(dtype: np.dtype) -> Function:
        return layers({key: w.astype(dtype) for key, w in own.items()})

    def forward(x: np.ndarray) -> tuple[np.ndarray, Pullback]:
        expect(x)
        return in_batches(in_dtype(x.dtype), x.copy(), rows or len(x))

    return Function(forward, name)


def in_batches(f: Function, x: Array, rows: int) -> tuple[Array, Pullback]:
    """What f.forward(x) gives, computed for some rows at a time; f must treat each row for itself.

    >>> from amteach import l2
    >>> y, pullback = in_batches(l2, np.array([[1.0], [2.0], [3.0]]), rows=2)
    >>> y, pullback(y)
    (array([1., 4., 9.]), array([[ 2.],
           [16.],
           [54.]]))
    """
    concat = namespace(x).concat
    batches = [slice(i, i + rows) for i in range(0, x.shape[0], rows)]
    values, pullbacks = [], []
    for batch in batches:
        y, pullback = f.forward(x[batch])
        values.append(y)
        pullbacks.append(pullback if batch.start < KEPT else None)

    def pull(dy: Array) -> Array:
        pairs = zip(batches, pullbacks, strict=True)
        return concat([(kept or f.forward(x[batch])[1])(dy[batch]) for batch, kept in pairs])

    return concat(values), pull
