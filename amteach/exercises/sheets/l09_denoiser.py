"""An exercise on the best denoiser of a Gaussian, and the score that it knows."""

from ..exercise import Exercise
from ..inputs import integer, numbers, positive


def best_denoiser(h, m, s, sigma):
    """Between the noisy h and the mean m: the more noise there is, the less h is believed."""
    denoised, score = [], []
    for row in h:
        trust = s**2 / (s**2 + sigma**2)
        denoised.append(m + trust * (row - m))
        score.append((denoised[-1] - row) / sigma**2)
    return denoised, score


def _trusting(trust, score):
    """R with this trust in h, and this score of R(h) − h."""

    def wrong(h, m, s, sigma):
        denoised = m + trust(s, sigma) * (h - m)
        return denoised, score(denoised - h, sigma)

    return wrong


def _trust(s, sigma):
    """The right one: the share of the codes in the variance of h."""
    return s**2 / (s**2 + sigma**2)


def _by_variance(step, sigma):
    return step / sigma**2


def _gaussian(rng):
    n = integer(rng)
    d = integer(rng)
    return numbers(rng, n, d), numbers(rng, d), positive(rng, 0.5, 2.0), positive(rng, 0.5, 2.0)


DENOISER = Exercise(
    name="best-denoiser",
    difficulty=3,
    question="Codes are N(m, s²) in each of their d numbers, and h, shape (n, d), is one with noise N(0, σ²) added. "
    "Return the denoised code R(h) with the least mean squared error, and (R(h) − h)/σ²; both (n, d).",
    reference=best_denoiser,
    inputs=_gaussian,
    parts=("estimate", "score"),
    axes={"h": "n d", "m": "d"},
    valid=lambda h, m, s, sigma: s > 0 and sigma > 0,
    hints=(
        "Without noise R(h) = h; with very much of it, h says nothing, and R(h) = m. What lies between?",
        "R(h) = m + t (h − m), with a trust t between 0 and 1. Which share of the variance of h is that of the codes?",
        "t = s²/(s² + σ²). The score is then −(h − m)/(s² + σ²), the gradient of the log density of h.",
    ),
    mistakes={
        "The trust is a share of *variances*: s²/(s² + σ²), and not s/(s + σ).": (
            _trusting(lambda s, sigma: s / (s + sigma), _by_variance)
        ),
        "s² and σ² have changed places: the more noise, the less h is to be believed.": (
            _trusting(lambda s, sigma: sigma**2 / (s**2 + sigma**2), _by_variance)
        ),
        "Your denoiser always answers with the mean.": _trusting(lambda s, sigma: 0.0, _by_variance),
        "Your denoiser draws towards 0 and not towards m.": (
            lambda h, m, s, sigma: (_trust(s, sigma) * h, (_trust(s, sigma) - 1) * h / sigma**2)
        ),
        "Divide R(h) − h by σ², and not by σ.": _trusting(_trust, lambda step, sigma: step / sigma),
        "Your score is R(h) − h. It is the gradient of the log density only after a division by σ².": (
            _trusting(_trust, lambda step, sigma: step)
        ),
        "That is the score of the codes without noise, −(h − m)/s². A denoiser knows the density *with* noise.": (
            lambda h, m, s, sigma: (m + _trust(s, sigma) * (h - m), -(h - m) / s**2)
        ),
    },
)
