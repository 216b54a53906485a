"""Pictures side by side that change little from one to the next: a term that holds the rows of a batch together."""

from __future__ import annotations

import math

from .arrays import dot, namespace, rows
from .checks import number, whole
from .function import Function


def alignment(decay: float = 2.0, reach: int = 4) -> Function:
    """fᵢ = −½ Σⱼ ‖aᵢ − aⱼ‖² / (n decay^|i−j|), over the rows j with 0 < |i − j| ≤ reach, n being the size of a row.

    decay, reach : how much less a row counts that lies one farther off, and from where on it does not count

    a is the pictures themselves, or a layer: f + 0.1 * alignment() @ layer.  With one unit for each row, as in
    am.channel([3, 5, 8]), the pictures lie alike, so that they can be compared; with f = (1 − t) A + t B they turn from
    one into the other.  As for `diversity`, the gradient of row i is that of the sum Σᵢ fᵢ, of all the terms that it
    stands in: ∂ᵢ = −Σⱼ 2 (aᵢ − aⱼ) / (n decay^|i−j|).

    >>> import numpy as np
    >>> alignment()(np.array([[0.0], [2.0]]))                 # 2² / 2, half of it for each of the two rows
    array([-1., -1.])

    Source: lucid and lucent, objectives.alignment.
    """
    decay = number("alignment(decay={})", decay, "decay is finite and above 0", above=0)
    reach = whole("alignment(reach={})", reach, "reach is a whole number of rows, 1 or more", least=1)

    def forward(a):
        if a.shape[0] == 1:
            raise ValueError("alignment compares the rows of a batch, and this batch has 1 row: start from several")
        zeros, n = namespace(a).zeros_like, math.prod(a.shape[1:])
        pairs = [(k, a[k:] - a[:-k], 1 / (n * decay**k)) for k in range(1, min(reach, a.shape[0] - 1) + 1)]
        value = zeros(a[(slice(None), *[0] * (a.ndim - 1))])
        for k, off, weight in pairs:
            value[k:] -= weight * dot(off, off) / 2
            value[:-k] -= weight * dot(off, off) / 2

        def pullback(d):
            grad = zeros(a)
            for k, off, weight in pairs:
                term = rows(weight * (d[k:] + d[:-k]), off) * off
                grad[k:] -= term
                grad[:-k] += term
            return grad

        return value, pullback

    return Function(forward, f"alignment({decay:g})")
