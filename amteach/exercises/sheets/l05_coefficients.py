"""An exercise on climbing in coefficients: what a step of the coefficients is in pixels."""

import numpy as np

from ..exercise import Exercise
from ..inputs import integer, numbers, positive


def low_pass_step(g, H, s, rate):
    """The gradient goes back through x = H(s z), z makes its step, and the step goes forward."""
    gradient_in_z = s * (H @ g)  # the pullback: H is its own transpose
    step_in_z = rate * gradient_in_z
    return H @ (s * step_in_z)


# The normals of the reflections: with these the entries of H have few digits.
MIRRORS = ((1,), (1, 1), (1, 2), (2, 1), (1, 3), (1, 2, 0), (0, 3, 1), (1, 1, 1, 1))


def _coefficients(rng):
    """g, a reflection H, which is symmetric and its own inverse, the scales s, and the rate."""
    v = np.array(MIRRORS[integer(rng, 0, len(MIRRORS) - 1)])
    H = np.eye(len(v)) - 2 * np.outer(v, v) / (v @ v)  # the reflection along v
    return numbers(rng, len(v)), H, np.round(rng.uniform(0.5, 2, len(v)), 1), positive(rng)


def _is_a_transform(g, H, s, rate):
    if H.shape != (len(g), len(g)):
        return False
    return np.allclose(H, H.T) and np.allclose(H @ H, np.eye(len(g))) and s.min() > 0 and rate > 0


LOW_PASS = Exercise(
    name="low-pass-step",
    difficulty=3,
    question="A picture is written as x = H(s z), with H symmetric and its own inverse. One step of ascent moves its "
    "coefficients, z ← z + η ∂f/∂z. Return the step that x makes, shape (d,), where g = ∂f/∂x; g and s have the "
    "shape (d,), H has (d, d), rate is η.",
    reference=low_pass_step,
    inputs=_coefficients,
    axes={"g": "d", "s": "d"},
    valid=_is_a_transform,
    hints=(
        "Three stages: the gradient goes back from x to z, z makes its step, and the step goes forward from z to x.",
        "x = H(s z), so ∂f/∂z = s (H g): the transpose of H is H.",
        "z moves by η s (H g); x moves by H times s times that.",
    ),
    mistakes={
        "That is the step of z. The question asks for that of x = H(s z): it goes through s and H once more.": (
            lambda g, H, s, rate: rate * s * (H @ g)
        ),
        "s stands in it once. But it is met twice: on the way back to z, and on the way forward to x.": (
            lambda g, H, s, rate: rate * H @ (s * (H @ g))
        ),
        "You have scaled, and are still among the coefficients: one more H leads back to the pixels.": (
            lambda g, H, s, rate: rate * s**2 * (H @ g)
        ),
        "You scale g itself. But s belongs to the coefficients: first H g, and then s.": (
            lambda g, H, s, rate: rate * H @ (s**2 * g)
        ),
        "There is no H in it. s scales frequencies, not pixels.": lambda g, H, s, rate: rate * s**2 * g,
        "η is missing.": lambda g, H, s, rate: H @ (s**2 * (H @ g)),
        "That is plain ascent in pixels, η g: s has got lost.": lambda g, H, s, rate: rate * g,
        "You divide by s. A coefficient with a large s moves x further, and that is the point of it.": (
            lambda g, H, s, rate: rate * H @ (H @ g / s**2)
        ),
        "`s**2 @` sums over the coefficients. Each has a scale of its own: `s**2 * (H @ g)`.": (
            lambda g, H, s, rate: rate * (H @ s**2 @ H @ g)
        ),
    },
)
