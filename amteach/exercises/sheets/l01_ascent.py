"""Exercises on the way up L(x) = w·x − λ‖x‖²: which rates arrive, and where a walk is after n steps."""

import numpy as np

from ..exercise import Exercise
from ..inputs import integer, numbers, positive


def step_size(penalty):
    """x ← x + η(w − 2λx) multiplies the distance to x* by 1 − 2ηλ: zero at the first rate, −1 at the second."""
    one_step = 1 / (2 * penalty)
    limit = 1 / penalty
    return one_step, limit


STEP_SIZE = Exercise(
    name="step-size",
    difficulty=1,
    question="For the ascent x ← x + η∇L on L(x) = w·x − λ‖x‖² return two rates η: the one that arrives in one step "
    "from wherever it starts, and the one above which the walk diverges; penalty is λ.",
    reference=step_size,
    inputs=lambda rng: (positive(rng),),
    parts=("one-step rate", "limit"),
    valid=lambda penalty: penalty > 0,
    hints=(
        "Write x* for the top. What does one step make of the distance x − x*?",
        "With ∇L = w − 2λx = −2λ(x − x*), a step multiplies the distance by 1 − 2ηλ.",
        "The walk arrives at once where 1 − 2ηλ = 0, and it diverges where |1 − 2ηλ| > 1.",
    ),
    mistakes={
        "At η = 1/λ the factor 1 − 2ηλ is −1: the walk jumps to and fro between x and its mirror image.": (
            lambda penalty: (1 / penalty, 1 / penalty)
        ),
        "At η = 1/(2λ) the walk arrives at once. A little above it overshoots, but still comes nearer: go on.": (
            lambda penalty: (1 / (2 * penalty), 1 / (2 * penalty))
        ),
        "Your rate grows with λ. But a larger λ makes a steeper hill, and the gradient longer already.": (
            lambda penalty: (2 * penalty, 1 / (2 * penalty))
        ),
        "Your limit grows with λ. But a larger λ makes a steeper hill, on which one overshoots sooner.": (
            lambda penalty: (1 / (2 * penalty), penalty)
        ),
    },
)


def ascent_steps(x0, w, penalty, rate, steps):
    """A new x at each step, so that x0 stays as it was."""
    x = x0
    for _ in range(steps):
        x = x + rate * (w - 2 * penalty * x)
    return x


def _walk(rng):
    """A start, an objective, and a rate below the limit 1/λ."""
    n = integer(rng)
    d = integer(rng)
    x0 = numbers(rng, n, d)
    w = numbers(rng, d)
    penalty = positive(rng)
    rate = float(np.round(rng.uniform(0.1, 0.9) / penalty, 2))
    return x0, w, penalty, rate, integer(rng, 0, 4)


STEPS = Exercise(
    name="ascent-steps",
    question="Return where the ascent x ← x + η∇L on L(x) = w·x − λ‖x‖² is after the given number of steps from x0, "
    "a batch of shape (n, d); rate is η, penalty is λ.",
    reference=ascent_steps,
    inputs=_walk,
    axes={"x0": "n d", "w": "d"},
    valid=lambda x0, w, penalty, rate, steps: penalty > 0 and rate > 0 and steps >= 0,
    hints=(
        "Which line has to be carried out again and again? `for _ in range(steps):` repeats what is indented under it.",
        "∇L(x) = w − 2λx. Compute it anew in each step, at the x where you are by then.",
        "`x = x + rate * (w - 2 * penalty * x)`, inside the loop.",
    ),
    mistakes={
        "You go downhill. We maximise, so a step goes *along* the gradient: x + η∇L.": (
            lambda x0, w, p, rate, steps: ascent_steps(x0, w, p, -rate, steps)
        ),
        "In the gradient a 2 is missing: ∇L = w − 2λx.": lambda x0, w, p, rate, n: ascent_steps(x0, w, p / 2, rate, n),
        "The penalty pushes x outwards in your step: ∇L = w − 2λx, with a minus.": (
            lambda x0, w, p, rate, steps: ascent_steps(x0, w, -p, rate, steps)
        ),
        "Your step goes along w alone, as if there were no penalty.": (
            lambda x0, w, p, rate, steps: ascent_steps(x0, w, 0, rate, steps)
        ),
        "You keep using the gradient at x0. Compute it inside the loop, at the x where you are by then.": (
            lambda x0, w, p, rate, steps: x0 + steps * rate * (w - 2 * p * x0)
        ),
        "That is x0: nothing has moved yet.": lambda x0, w, p, rate, steps: x0,
        "That is one step too many.": lambda x0, w, p, rate, steps: ascent_steps(x0, w, p, rate, steps + 1),
        "That is one step too few. `range(steps)` counts 0, 1, …, steps − 1: these are `steps` rounds already.": (
            lambda x0, w, p, rate, steps: ascent_steps(x0, w, p, rate, max(steps - 1, 0))
        ),
        "That is a single step. Is `return` inside the loop?": (
            lambda x0, w, p, rate, steps: ascent_steps(x0, w, p, rate, min(steps, 1))
        ),
        "That is x* = w/(2λ), where the walk is going. The question is where it is after so many steps.": (
            lambda x0, w, p, rate, steps: w / (2 * p) + 0 * x0
        ),
    },
)
