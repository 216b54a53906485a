"""An exercise on what a ReLU carries back: the gradient, and the two rules that are none."""

import numpy as np

from ..exercise import Exercise
from ..inputs import around_relu


def three_relus(x, d):
    """Plain asks whether the ReLU was open, deconv whether d is positive, and guided asks both."""
    plain = np.zeros(x.shape)
    deconv = np.zeros(x.shape)
    guided = np.zeros(x.shape)
    for i, j in np.ndindex(x.shape):
        if x[i, j] > 0:
            plain[i, j] = d[i, j]
        if d[i, j] > 0:
            deconv[i, j] = d[i, j]
        if x[i, j] > 0 and d[i, j] > 0:
            guided[i, j] = d[i, j]
    return plain, deconv, guided


def _passed(plain, deconv, guided):
    """d where each of the three lets it pass."""
    return lambda x, d: (d * plain(x, d), d * deconv(x, d), d * guided(x, d))


def _open(x, d):
    return x > 0


def _positive(x, d):
    return d > 0


def _both(x, d):
    return (x > 0) & (d > 0)


THREE_RELUS = Exercise(
    name="three-relus",
    question="x is the input of a ReLU, d what comes back to its output. Return what three rules carry on to x: "
    "plain, the gradient; deconv; guided; all (n, m).",
    reference=three_relus,
    inputs=around_relu,
    parts=("plain", "deconv", "guided"),
    axes={"x": "n m", "d": "n m"},
    hints=(
        "Each rule lets d pass at some entries, and puts 0 at the others. Which entries?",
        "The gradient looks at x: was the ReLU open? Deconv looks at d alone. Guided wants both.",
        "d where x > 0; d where d > 0; d where x > 0 and d > 0.",
    ),
    mistakes={
        "Plain and deconv have changed places: the gradient asks whether the ReLU was open, x > 0.": (
            _passed(_positive, _open, _both)
        ),
        "Deconv and guided have changed places: guided asks for both.": _passed(_open, _both, _positive),
        "All three are the gradient. Deconv and guided are other rules, and that is why their pictures lie.": (
            _passed(_open, _open, _open)
        ),
        "Your deconv asks about x as well, and so it is guided. Deconv looks at d alone.": _passed(_open, _both, _both),
        "Your guided looks at d alone, and so it is deconv. Guided also asks whether the ReLU was open.": (
            _passed(_open, _positive, _positive)
        ),
        "Your guided is the gradient. It also stops what is negative in d.": _passed(_open, _positive, _open),
        "Your guided lets d pass where *one* of the two is positive. It asks for both.": (
            _passed(_open, _positive, lambda x, d: (x > 0) | (d > 0))
        ),
        "Your guided asks whether x d > 0. But that is so as well where both are negative.": (
            _passed(_open, _positive, lambda x, d: x * d > 0)
        ),
        "At x = 0 you let d pass. Convention, as in torch, shuts the ReLU there.": (
            _passed(lambda x, d: x >= 0, _positive, lambda x, d: (x >= 0) & (d > 0))
        ),
        "Those are the masks. What passes through them is d.": (
            lambda x, d: (1.0 * _open(x, d), 1.0 * _positive(x, d), 1.0 * _both(x, d))
        ),
    },
)
