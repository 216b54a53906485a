"""Exercises on sampling: Langevin's step, the acceptance that removes its bias, and the three terms of PPGN."""

import numpy as np

from ..exercise import Exercise
from ..inputs import integer, numbers, positive


def langevin_step(x, gradient, xi, rate):
    """The way goes with ε and the noise with its root: the steps of a walk add up, their noises' variances do."""
    return x + rate * gradient + np.sqrt(2 * rate) * xi


def _step(rng):
    n = integer(rng)
    d = integer(rng)
    return numbers(rng, n, d), numbers(rng, n, d), numbers(rng, n, d), positive(rng)


LANGEVIN_STEP = Exercise(
    name="langevin-step",
    difficulty=1,
    question="One step of Langevin's walk for a batch of points x, with the gradient of log p there and standard "
    "normal numbers xi, all of shape (n, d), and the rate ε: return the next points, (n, d).",
    reference=langevin_step,
    inputs=_step,
    parts=("point",),
    axes={"x": "n d", "gradient": "n d", "xi": "n d"},
    valid=lambda x, gradient, xi, rate: rate > 0,
    hints=(
        "Two things happen to x: it goes uphill, and it is jostled. How long is each of the two?",
        "The way uphill is ε times the gradient. The noise has the variance 2ε in each coordinate: what is its width?",
        "A standard normal number times c has the variance c². Here c² = 2ε, so the noise is `np.sqrt(2 * rate) * xi`.",
    ),
    mistakes={
        "There is no noise in it: that is the ascent, which ends on a summit and samples nothing.": (
            lambda x, gradient, xi, rate: x + rate * gradient
        ),
        "Your noise has the width ε. Its *variance* is 2ε, so that its width is √(2ε), much more where ε is small.": (
            lambda x, gradient, xi, rate: x + rate * gradient + rate * xi
        ),
        "Your noise has the width 2ε. That is to be its variance: the width is the root of it.": (
            lambda x, gradient, xi, rate: x + rate * gradient + 2 * rate * xi
        ),
        "Your noise has the variance ε, and the chain will be too narrow: √ε instead of √(2ε). The 2 belongs inside.": (
            lambda x, gradient, xi, rate: x + rate * gradient + np.sqrt(rate) * xi
        ),
        "The 2 stands before your root: 2√ε has the variance 4ε. It belongs under the root.": (
            lambda x, gradient, xi, rate: x + rate * gradient + 2 * np.sqrt(rate) * xi
        ),
        "You go downhill, away from what is likely. log p is climbed: + ε times its gradient.": (
            lambda x, gradient, xi, rate: x - rate * gradient + np.sqrt(2 * rate) * xi
        ),
        "That is noise without a gradient: a random walk, which goes anywhere.": (
            lambda x, gradient, xi, rate: x + np.sqrt(2 * rate) * xi
        ),
        "That is the change. The question is where the points are afterwards: x and the change.": (
            lambda x, gradient, xi, rate: rate * gradient + np.sqrt(2 * rate) * xi
        ),
        "You take the root for the way as well. Only the noise goes with √(2ε); the way goes with ε.": (
            lambda x, gradient, xi, rate: x + np.sqrt(2 * rate) * (gradient + xi)
        ),
    },
)


def acceptance(x, to, rate):
    """p(x') q(x|x') over p(x) q(x'|x), but not above 1; from x one proposes around x + ε ∇log p(x) = (1 − ε) x."""
    probabilities = []
    for here, there in zip(x, to, strict=True):
        out = there - (1 - rate) * here
        back = here - (1 - rate) * there
        log_p_here = -(here @ here) / 2
        log_p_there = -(there @ there) / 2
        log_q_out = -(out @ out) / (4 * rate)
        log_q_back = -(back @ back) / (4 * rate)
        probabilities.append(np.exp(min(0, log_p_there + log_q_back - log_p_here - log_q_out)))
    return probabilities


def _proposal(rng):
    n = integer(rng)
    d = integer(rng)
    return numbers(rng, n, d, sd=1.0), numbers(rng, n, d, sd=1.0), positive(rng, 0.2, 1.5)


def _log_p(x):
    """log p(x) of the rows, without its constant."""
    return -(x * x).sum(axis=1) / 2


def _log_q(to, x, rate, scale=4.0):
    """log q(to | x) of the rows, without its constant."""
    return -((to - (1 - rate) * x) ** 2).sum(axis=1) / (scale * rate)


def _log_a(x, to, rate, scale=4.0):
    """The logarithm of the ratio whose smaller one with 1 is the acceptance."""
    return _log_p(to) - _log_p(x) + _log_q(x, to, rate, scale) - _log_q(to, x, rate, scale)


ACCEPTANCE = Exercise(
    name="mala-acceptance",
    difficulty=3,
    question="MALA on p(x) ∝ exp(−½‖x‖²), where ∇log p(x) = −x, proposes to go from each row of x to the same row of "
    "`to`, both (n, d), at the rate ε. Return the probabilities a of going there, shape (n,), between 0 and 1.",
    reference=acceptance,
    inputs=_proposal,
    parts=("probability",),
    axes={"x": "n d", "to": "n d"},
    valid=lambda x, to, rate: rate > 0,
    bounds=(0.0, 1.0),
    hints=(
        "a = min(1, p(to) q(x | to) / (p(x) q(to | x))). From which point is the way back proposed, and around which?",
        "log q(to | x) = −‖to − x − ε ∇log p(x)‖² / 4ε and a constant that cancels: the variance of a proposal is 2ε. "
        "Here x + ε ∇log p(x) is (1 − ε) x.",
        "Add the logarithms: log p(to) − log p(x) + log q(x | to) − log q(to | x), each summed over axis 1, and take "
        "`np.exp(np.minimum(0, ...))`.",
    ),
    mistakes={
        "That is min(1, p(to)/p(x)). It is right where the way back is proposed as readily as the way there; with a "
        "drift it is not: put q in.": lambda x, to, rate: np.exp(np.minimum(0, _log_p(to) - _log_p(x))),
        "Those are the proposals alone, q(x | to) / q(to | x). How likely the two points are belongs in as well.": (
            lambda x, to, rate: np.exp(np.minimum(0, _log_q(x, to, rate) - _log_q(to, x, rate)))
        ),
        "Your two q have changed places. Above the line stands the way *back*: it makes up for frequent proposals.": (
            lambda x, to, rate: np.exp(
                np.minimum(0, _log_p(to) - _log_p(x) + _log_q(to, x, rate) - _log_q(x, to, rate))
            )
        ),
        "Your ratio is upside down: it welcomes what is unlikely. p(to) belongs above the line.": (
            lambda x, to, rate: np.exp(np.minimum(0, -_log_a(x, to, rate)))
        ),
        "A probability above 1: where the ratio is larger the answer is simply yes. Take the smaller of it and 1.": (
            lambda x, to, rate: np.exp(_log_a(x, to, rate))
        ),
        "In your q the proposals have the variance ε, by ‖·‖² / 2ε. It is 2ε: the square is divided by 4ε.": (
            lambda x, to, rate: np.exp(np.minimum(0, _log_a(x, to, rate, scale=2.0)))
        ),
        "In your q the square is divided by ε. A normal density has ‖·‖² / 2σ², and σ² is 2ε.": (
            lambda x, to, rate: np.exp(np.minimum(0, _log_a(x, to, rate, scale=1.0)))
        ),
        "That is the logarithm of the acceptance. The question asks for the probability itself.": (
            lambda x, to, rate: np.minimum(0, _log_a(x, to, rate))
        ),
    },
)


def three_terms(h, denoised, gradient, xi, epsilon, high):
    """h + ε₁ (R(h) − h) + ε₂ ∇log p(k|G(h)) + ε₃ ξ, and then every unit back into its range."""
    moved = h + epsilon[0] * (denoised - h) + epsilon[1] * gradient + epsilon[2] * xi
    return np.minimum(np.maximum(moved, 0), high)


def _codes(rng):
    """Codes in their range, and the three terms."""
    shape = integer(rng), integer(rng)
    high = positive(rng, 1, 4)
    h = np.round(rng.uniform(0, high, shape), 1).clip(0, high)
    epsilon = np.array([positive(rng, 0.1, 0.9), positive(rng), positive(rng, 0.1, 1.5)])
    denoised = np.round(rng.uniform(0, high, shape), 1)
    return h, denoised, numbers(rng, *shape), numbers(rng, *shape), epsilon, high


THREE_TERMS = Exercise(
    name="three-terms",
    difficulty=1,
    question="One step of PPGN on codes h, with the denoised codes R(h), the gradient of log p(k|G(h)) and standard "
    "normal numbers xi, all (n, d), and ε = (ε₁, ε₂, ε₃): return the next codes, (n, d), clipped to 0 … high.",
    reference=three_terms,
    inputs=_codes,
    parts=("code",),
    axes={"h": "n d", "denoised": "n d", "gradient": "n d", "xi": "n d", "epsilon": "3"},
    valid=lambda h, denoised, gradient, xi, epsilon, high: high > 0 and bool(np.all(epsilon > 0)),
    hints=(
        "Three arrows start at h: to what is likely, to class k, and anywhere. Which number is the length of each?",
        "The denoiser's arrow leads from h to R(h): it is the difference of the two, times ε₁.",
        "h + ε₁ (R(h) − h) + ε₂ times the gradient + ε₃ ξ, and `np.clip(..., 0, high)` comes last, around all of it.",
    ),
    mistakes={
        "You add ε₁ R(h). The arrow leads from h *to* R(h): it is R(h) − h.": (
            lambda h, r, g, xi, e, high: three_terms(h, r + h, g, xi, e, high)
        ),
        "Your first arrow points away from the denoised code: h − R(h). It is to lead there.": (
            lambda h, r, g, xi, e, high: three_terms(h, 2 * h - r, g, xi, e, high)
        ),
        "You do not clip. A code's units have a range, and outside of it the decoder has never been.": (
            lambda h, r, g, xi, e, high: h + e[0] * (r - h) + e[1] * g + e[2] * xi
        ),
        "You clip from below only. The codes have an upper end as well: `high`.": (
            lambda h, r, g, xi, e, high: three_terms(h, r, g, xi, e, np.inf)
        ),
        "You clip first, and then add the noise, which leads out of the range again.": (
            lambda h, r, g, xi, e, high: three_terms(h, r, g, 0 * xi, e, high) + e[2] * xi
        ),
        "Your ε₁ and ε₂ have changed places: the first belongs to the prior.": (
            lambda h, r, g, xi, e, high: three_terms(h, r, g, xi, e[[1, 0, 2]], high)
        ),
        "You use √(2ε₃), as in Langevin's step with its single ε. Here ε₃ is the width of the noise itself.": (
            lambda h, r, g, xi, e, high: three_terms(h, r, g, xi * np.sqrt(2 / e[2]), e, high)
        ),
        "There is no noise in it. It has its own length, ε₃.": (
            lambda h, r, g, xi, e, high: three_terms(h, r, g, 0 * xi, e, high)
        ),
        "You go down the gradient. It is added: the walk climbs log p(k|G(h)).": (
            lambda h, r, g, xi, e, high: three_terms(h, r, -g, xi, e, high)
        ),
    },
)
