"""Exercises on what training does to gradients: a curvature from three values, and a shift no prediction shows."""

import numpy as np

from ..exercise import Exercise
from ..inputs import integer, numbers


def trace_from_three(there, back, here, sd):
    """z(x ± v) = z ± ⟨s, v⟩ + ½ vᵀHv: added up, the slope s is gone and vᵀHv stays; its mean over v is σ² tr H."""
    bend = there + back - 2 * here
    return bend.mean() / sd**2


def _values(rng):
    m = integer(rng)
    return numbers(rng, m), numbers(rng, m), float(numbers(rng)), float(rng.choice([0.5, 0.1, 2.0]))


TRACE = Exercise(
    name="trace-from-three-values",
    question="z was evaluated at x, once: here. For m random v with independent entries N(0, σ²) it was evaluated at "
    "x + v and x − v: there and back, shape (m,). Estimate the trace of its matrix of second derivatives; sd is σ.",
    reference=trace_from_three,
    inputs=_values,
    axes={"there": "m", "back": "m"},
    valid=lambda there, back, here, sd: sd > 0,
    hints=(
        "Taylor: z(x + v) = z + s·v + ½ vᵀHv. And z(x − v)? Add the two.",
        "there + back − 2 here = vᵀHv. The mean of v_i v_j is σ² where i = j, and 0 elsewhere.",
        "So the mean of vᵀHv is σ² tr H.",
    ),
    mistakes={
        "σ is squared: v has two factors in vᵀHv.": lambda there, back, here, sd: (there + back - 2 * here).mean() / sd,
        "σ is missing: vᵀHv has the mean σ² tr H.": lambda there, back, here, sd: (there + back - 2 * here).mean(),
        "You multiply by σ². The mean of vᵀHv *is* σ² tr H: divide.": (
            lambda there, back, here, sd: (there + back - 2 * here).mean() * sd**2
        ),
        "here is taken away once, and it has to go twice: there and back have a z each.": (
            lambda there, back, here, sd: (there + back - here).mean() / sd**2
        ),
        "A factor ½ too many: there and back have ½ vᵀHv each, and together one whole.": (
            lambda there, back, here, sd: (there + back - 2 * here).mean() / (2 * sd**2)
        ),
        "A factor 2 too many: there and back have ½ vᵀHv each, and together one whole.": (
            lambda there, back, here, sd: 2 * (there + back - 2 * here).mean() / sd**2
        ),
        "there − back keeps the slope and loses the bend. Add them.": (
            lambda there, back, here, sd: (there - back).mean() / sd**2
        ),
        "The sum over the m draws grows with m. Take their mean.": (
            lambda there, back, here, sd: (there + back - 2 * here).sum() / sd**2
        ),
    },
)


def shifted_gradients(J, s, k, dg):
    """The logit is z_k + g.  In log s_k = z_k + g − log Σⱼ exp(zⱼ + g) the g cancels."""
    logit = J[k] + dg
    log_softmax = J[k] - s @ J
    return logit, log_softmax


def _jacobian(rng):
    """Gradients of the logits, and probabilities that add up to 1."""
    classes = integer(rng, 2, 3)
    d = integer(rng)
    s = np.round(rng.dirichlet(np.ones(classes)), 2)
    s[-1] = np.round(1 - s[:-1].sum(), 2)
    return numbers(rng, classes, d), s, integer(rng, 0, classes - 1), numbers(rng, d)


SHIFT = Exercise(
    name="shifted-gradients",
    difficulty=3,
    question="The same g(x) is added to all K logits of a net. J, shape (K, d), holds the gradients of the logits z "
    "without it, s, shape (K,), the softmax of z, and dg, shape (d,), the gradient of g. Return the gradients of logit "
    "k and of log-softmax k of the net *with* g.",
    reference=shifted_gradients,
    inputs=_jacobian,
    parts=("logit", "log-softmax"),
    axes={"J": "K d", "s": "K", "dg": "d"},
    valid=lambda J, s, k, dg: 0 <= k < len(J) and s.min() >= 0 and abs(s.sum() - 1) < 1e-6,
    hints=(
        "Write down logit k with g in it, and log-softmax k with g in every logit. What cancels?",
        "The logit is z_k + g. The log-softmax is z_k + g − log Σ exp(z_j + g), and g comes out of the sum.",
        "`J[k] + dg`, and `J[k] - s @ J`.",
    ),
    mistakes={
        "In the log-softmax g cancels: each logit has it, and so has the logarithm of the sum.": (
            lambda J, s, k, dg: (J[k] + dg, J[k] - s @ J + dg)
        ),
        "The logit does have g in it: dg is missing.": lambda J, s, k, dg: (J[k], J[k] - s @ J),
        "Those are the gradients of logit and *softmax*: s_k is the factor that the logarithm takes away.": (
            lambda J, s, k, dg: (J[k] + dg, s[k] * (J[k] - s @ J))
        ),
        "g is added to each logit once: the gradient of logit k has dg once, not K times.": (
            lambda J, s, k, dg: (J[k] + len(J) * dg, J[k] - s @ J)
        ),
        "The two have changed places.": lambda J, s, k, dg: (J[k] - s @ J, J[k] + dg),
        "In the log-softmax the mean over the classes is weighted by s: `s @ J`.": (
            lambda J, s, k, dg: (J[k] + dg, J[k] - J.mean(axis=0))
        ),
        "The log-softmax loses the mean of *all* gradients, weighted by s, not only of s_k's share.": (
            lambda J, s, k, dg: (J[k] + dg, (1 - s[k]) * J[k])
        ),
    },
)
