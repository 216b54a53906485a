"""An exercise on a head of attention: back through A v, through the softmax of each row, and through q kᵀ."""

import numpy as np

from ..exercise import Exercise
from ..inputs import integer, numbers


def attention_pullback(q, k, v, dy):
    """Backwards, step by step: from y = A v to A and v, from A to the scores S, and from S to q and k."""
    T, d = q.shape
    dq, dk, dv = np.zeros((T, d)), np.zeros((T, d)), np.zeros((T, d))
    for t in range(T):
        s = np.array([q[t] @ k[j] for j in range(T)]) / np.sqrt(d)
        a = np.exp(s - s.max()) / np.exp(s - s.max()).sum()
        da = np.array([dy[t] @ v[j] for j in range(T)])
        ds = a * (da - a @ da)
        for j in range(T):
            dv[j] += a[j] * dy[t]
            dq[t] += ds[j] * k[j] / np.sqrt(d)
            dk[j] += ds[j] * q[t] / np.sqrt(d)
    return dq, dk, dv


def _head(rng):
    T = integer(rng, 1, 3)
    d = integer(rng, 1, 3)
    return numbers(rng, T, d, sd=1), numbers(rng, T, d, sd=1), numbers(rng, T, d, sd=1), numbers(rng, T, d, sd=1)


def _softmax(s, axis=1):
    e = np.exp(s - s.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def _by_rows(a, da):
    """The way back through a softmax along each row."""
    return a * (da - (a * da).sum(axis=1, keepdims=True))


def _wrong(softmax=_softmax, back=_by_rows, scale=lambda d: d**-0.5, scale_back=None):
    """The way back with another softmax, another way back through it, or another scale."""

    def pullback(q, k, v, dy):
        d = q.shape[1]
        a = softmax(q @ k.T * scale(d))
        ds = back(a, dy @ v.T) * (scale_back or scale)(d)
        return ds @ k, ds.T @ q, a.T @ dy

    return pullback


def _then(change):
    """The right answer, changed."""
    right = _wrong()
    return lambda q, k, v, dy: change(*right(q, k, v, dy))


ATTENTION = Exercise(
    name="attention-pullback",
    question="One head: A = softmax(q kᵀ/√d) along each row, and y = A v; q, k and v are (T, d). Carry the gradient "
    "dy, shape (T, d), back to q, k and v.",
    reference=attention_pullback,
    inputs=_head,
    parts=("dq", "dk", "dv"),
    axes={"q": "T d", "k": "T d", "v": "T d", "dy": "T d"},
    hints=(
        "Compute A first. y = A v is a product of two matrices: dA = dy vᵀ and dv = Aᵀ dy.",
        "Back through the softmax of each row: dS = A (dA − Σⱼ A dA), the sum along the row and products by entries.",
        "S = q kᵀ/√d is a product as well: dq = dS k/√d, and dk = dSᵀ q/√d.",
    ),
    mistakes={
        "On the way back through the scores 1/√d is missing: it multiplies on the way there, and so on the way back.": (
            _wrong(scale_back=lambda d: 1.0)
        ),
        "1/√d is missing on both ways: your head is another one.": _wrong(scale=lambda d: 1.0),
        "You divide by d. The scores are divided by its root, √d.": _wrong(scale=lambda d: 1 / d),
        "The softmax runs along each row of A: a row says from where one token takes. Yours runs down the columns.": (
            _wrong(lambda s: _softmax(s, 0), lambda a, da: a * (da - (a * da).sum(axis=0, keepdims=True)))
        ),
        "You sum A dA down the columns. The softmax runs along the rows, and so does this sum.": (
            _wrong(back=lambda a, da: a * (da - (a * da).sum(axis=0, keepdims=True)))
        ),
        "From the softmax a part is missing. More for one token is less for the others: dS = A (dA − Σⱼ A dA).": (
            _wrong(back=lambda a, da: a * da)
        ),
        "A(1 − A) is the softmax's derivative by the entry's own score. It depends on its row's others as well.": (
            _wrong(back=lambda a, da: a * (1 - a) * da)
        ),
        "The softmax is missing on the way back: dA is not yet dS.": _wrong(back=lambda a, da: da),
        "dq and dk have changed places.": _then(lambda dq, dk, dv: (dk, dq, dv)),
        "dv = Aᵀ dy: v's row j is given back what all tokens took from it, a column of A. You wrote A dy.": (
            lambda q, k, v, dy: (*_wrong()(q, k, v, dy)[:2], _softmax(q @ k.T * q.shape[1] ** -0.5) @ dy)
        ),
        "dk = dSᵀ q/√d: key j stands in column j of S. You wrote dS q.": (
            lambda q, k, v, dy: (
                _wrong()(q, k, v, dy)[0],
                _by_rows(_softmax(q @ k.T * q.shape[1] ** -0.5), dy @ v.T) @ q * q.shape[1] ** -0.5,
                _wrong()(q, k, v, dy)[2],
            )
        ),
        "That goes against the gradient: all three have the wrong sign.": _then(lambda dq, dk, dv: (-dq, -dk, -dv)),
    },
)
