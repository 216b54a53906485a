"""What is done to the gradient before a direction is taken from it: d = direction(M(g)).

Shortening and masking have ⟨∇f, M(∇f)⟩ ≥ 0, so a small plain step still goes uphill; blurring has it for the low
frequencies.  With the gradient modifiers of saliency maps, `negate`, `absolute` and `relu`, the picture is not the
result of an ascent on f; a lecture shows what it is.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from ..functions.arrays import Array, check_images, like, namespace
from ..functions.checks import number, shown
from ..functions.transforms import blur
from .directions import Direction, apply, named, steepest
from .operators import ball

EPSILON = 1e-7  # the ε of Keras, which keeps 1 / g finite


def modified(direction: Direction, change: Callable[[Array, int], Array], who: str, *numbers: float) -> Direction:
    """d = direction(M(g, t)): a function of the gradient and the step number in front of any direction."""
    if not callable(direction):
        usage = f"am.{who}({', '.join(['...'] * len(numbers))})"
        raise TypeError(f"{who} got {type(direction).__name__}, not a direction: write {usage}, with brackets")

    def of(g: Array, t: int = 0, *memory):
        d, memory = apply(direction, change(g, t), memory)
        return d, (t + 1, *memory)

    inner = [] if direction is steepest else [getattr(direction, "__name__", repr(direction))]
    return named(of, f"{who}({', '.join([*(f'{number:g}' for number in numbers), *inner])})")


def blurred(radius: float, direction: Direction = steepest) -> Direction:
    """d = direction(B g): the gradient without its high frequencies, B being the Gaussian blur of `radius` pixels.

    On a linear f, plain steps from x₀ = 0 draw the blurred picture: B Σ η g = Σ η B g.  Elsewhere the two differ.

    Source: Øygard (2015); Mordvintsev, Olah & Tyka (2015).
    """
    _check_brackets("blurred", radius)
    needs = "the radius is a standard deviation in pixels, finite and ≥ 0"
    radius = number("blurred({})", radius, needs, least=0)
    smooth = blur(radius)
    return modified(direction, lambda g, t: smooth(g), "blurred", radius)


def clipped(limit: float, direction: Direction = steepest) -> Direction:
    """d = direction(g min(1, limit / ‖g‖)): a gradient that is too long is shortened, row by row, in its direction.

    >>> import numpy as np
    >>> clipped(1.0)(np.array([[3.0, 4.0], [0.3, 0.4]]))[0]
    array([[0.6, 0.8],
           [0.3, 0.4]])
    """
    _check_brackets("clipped", limit)
    limit = number("clipped({})", limit, "the limit is the largest ‖g‖, finite and above 0", above=0)
    shortened = ball(limit)
    return modified(direction, lambda g, t: shortened(g), "clipped", limit)


def center_bias(radius: float, growth: float, direction: Direction = steepest) -> Direction:
    """d = direction(m g),   m[i, j] = exp(−((i − cᵢ)² + (j − cⱼ)²) / 2σ²),   σ = radius + growth · t.

    The picture grows from its middle c, so that it shows one object and not many; after many steps the mask is 1
    everywhere.  radius in pixels, growth in pixels a step.

    Source: Nguyen, Yosinski & Clune (2016), who mask all but a central window during one of their rounds.
    """
    _check_brackets("center_bias", radius, growth)
    needs = "finite pixels are needed, radius above 0 and growth 0 or more"
    radius = number(f"center_bias({{}}, {shown(growth)})", radius, needs, above=0)
    growth = number(f"center_bias({radius:g}, {{}})", growth, needs, least=0)

    def change(g: Array, t: int) -> Array:
        check_images(g, "center_bias")
        across = 2 * (radius + growth * t) ** 2
        rows, columns = (
            like([math.exp(-((i - (size - 1) / 2) ** 2) / across) for i in range(size)], g) for size in g.shape[-2:]
        )
        return rows[:, None] * columns * g

    return modified(direction, change, "center_bias", radius, growth)


def negate(direction: Direction = steepest) -> Direction:
    """d = direction(−g): downhill, and f falls.  The same walk is an ascent on −f."""
    return modified(direction, lambda g, t: -g, "negate")


def absolute(direction: Direction = steepest) -> Direction:
    """d = direction(|g|): every pixel grows brighter, those too that f wants darker.  Not an ascent on any f.

    >>> import amteach as am
    >>> f = am.linear(w=[1.0, -2.0])
    >>> am.record(am.walk(f, [[0.0, 0.0]], am.ascent(1.0, absolute())), steps=3).value[:, 0]
    array([ 0., -3., -6., -9.])

    Source: Kotikalapudi et al. (2017), keras-vis, as are `negate` and `relu`.
    """
    return modified(direction, lambda g, t: namespace(g).abs(g), "absolute")


def relu(direction: Direction = steepest) -> Direction:
    """d = direction(max(g, 0)): only the pixels that f wants brighter move.

    A small step goes uphill, for ⟨g, max(g, 0)⟩ ≥ 0.  But no pixel can grow darker, and the walk stops where f wants no
    pixel brighter, which is not a maximum of f.
    """
    return modified(direction, lambda g, t: g * (g > 0), "relu")


def invert(direction: Direction = steepest) -> Direction:
    """d = direction(1 / (g + 10⁻⁷)): the pixels that f hardly depends on move most.  Not an ascent on any f.

    >>> import numpy as np
    >>> invert()(np.array([[2.0, -0.5]]))[0].round(3)
    array([[ 0.5, -2. ]])

    Source: Kotikalapudi et al. (2017), keras-vis, as is `small_values`.
    """
    return modified(direction, lambda g, t: 1 / (g + EPSILON), "invert")


def small_values(direction: Direction = steepest) -> Direction:
    """d = direction(|1 / (g + 10⁻⁷)|): `invert` and `absolute`: a pixel on which f hardly depends brightens."""
    return modified(direction, lambda g, t: namespace(g).abs(1 / (g + EPSILON)), "small_values")


def _check_brackets(who: str, *numbers: float) -> None:
    for came in numbers:
        if callable(came) or getattr(came, "ndim", 0):  # a direction, or the gradient that a walk hands to one
            usage = f"am.{who}({', '.join(['1.0'] * len(numbers))}, direction)"
            raise TypeError(f"{who} got {type(came).__name__} where its number belongs: write {usage}")
