"""What `visualize` chooses for a network that it has never seen; each choice comes with the code that makes it.

start     grey with faint noise, so that the network decides; where a unit is dead (∂f/∂x = 0), strong noise
jitter    by 1/14 of the side, 2 pixels of 28 and 16 of 224: a feature must not hang on the exact place of a pixel
penalty   λ TV(x) with λ = γ · side/28 / range, for each picture its own.  γ is the root mean square of ∂f/∂x after a
          few steps, so that f may have any unit; and a feature of a large picture is smooth over more pixels.
          A vector has no neighbours; there it is λ ‖(x − grey)/range‖² with λ = 3 γ · range
steps     of Adam, by 1/20 of the range, each followed by a clip to the range; 100 up to a side of 64, then 200

Measured on the logits and channels of the MNIST CNN, on the blob counter, and on SqueezeNet (ImageNet).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from ...functions.arrays import Array, as_batch, namespace, norm, to_numpy
from ...functions.batch import each
from ...functions.function import Function
from ...functions.hidden_layers import channel
from ...functions.objectives import logit
from ...functions.penalties import l2, total_variation
from ...functions.preprocessing import standardize
from ...functions.transforms import jitter
from ...walks.inits import noise, uniform
from ...walks.trace import record
from ...walks.walk import Step, first_nonfinite, walk

TRIES = 4  # strong noises, where the faint one is dead
PROBE = 16  # steps without a penalty, after which γ is measured
KEEP = 64e6  # bytes of pictures and gradients that a Trace should not exceed

Shape = tuple[int, ...]
Coded = tuple[Array, str]  # a start, and the code that makes it


def starts(shape: Shape, n: int, low: float, high: float, seed: int) -> Iterator[Coded]:
    """n equal pictures of noise, and again, the most promising first."""
    one, grey, sd = (1, *shape), (low + high) / 2, 0.01 * (high - low)
    many = f".repeat({n}, axis=0)" if n > 1 else ""
    yield noise(one, sd, grey, seed).repeat(n, axis=0), f"am.noise({one}, sd={sd:g}, mean={grey:g}, seed={seed}){many}"
    for s in range(seed + 1, seed + 1 + TRIES):
        yield uniform(one, low, high, s).repeat(n, axis=0), f"am.uniform({one}, {low:g}, {high:g}, seed={s}){many}"


def given(start: Array, shape: Shape, n: int) -> Coded:
    """The caller's own start, once for each unit."""
    x0 = as_batch(start)
    x0 = namespace(x0).reshape(x0, (len(x0), *shape))
    if len(x0) == 1 < n:
        return namespace(x0).concat([x0] * n), f"np.concatenate([start.reshape({x0.shape})] * {n})"
    return x0, "start" if start.shape == x0.shape else f"start.reshape({x0.shape})"


def on_device_of(net: Any, candidates: Iterable[Coded]) -> Iterator[Coded]:
    """The starts where the network is, so that no picture has to travel."""
    weight = None if isinstance(net, Function) else next(net.parameters(), None)
    for x0, code in candidates:
        if weight is None or weight.device.type == "cpu" or not isinstance(x0, np.ndarray):
            yield x0, code
        else:
            import torch

            yield torch.from_numpy(x0).to(weight.device), f'torch.from_numpy({code}).to("{weight.device}")'


def objective_and_start(f: Function, unit: Any, candidates: Iterable[Coded]):
    """What is asked of f; the first start at which all pictures have a gradient, or most of them; code; remarks."""
    tried, outputs, asked, code = [], [], f, "f = net"
    for x0, line in candidates:
        outputs.append(to_numpy(f(x0[:1])))
        if not tried:
            asked, code = _objective(f, unit, outputs[0].ndim)
        tried.append((_alive(asked, x0), x0, line))
        if tried[-1][0].all():
            break
    alive, x0, line = max(tried, key=lambda start: start[0].sum())
    if not alive.any():
        same = len(outputs) > 1 and all(np.array_equal(y, outputs[0]) for y in outputs)
        raise ValueError(
            f"{asked} has no gradient at any of {len(tried)} starts, so there is no way up. "
            + (f"All outputs of {f} were the same for all of them: it does not depend on its input. " if same else "")
            + "A unit behind a ReLU that is closed is dead: name the layer before that ReLU, or begin with an input at "
            "which the unit is active, start=images[:1]"
        )
    notes = []
    if line != tried[0][2]:
        notes.append(f"dead at the first start (∂f/∂x = 0, as behind a ReLU that is closed); begun again from {line}")
    if not alive.all():
        notes.append(f"picture {', '.join(map(str, np.flatnonzero(~alive)))}: dead at every start, and never moved")
    return asked, x0, [code, f"x0 = {line}"], notes


def _objective(f: Function, unit: Any, ndim: int) -> tuple[Function, str]:
    if isinstance(unit, Function):
        return unit @ f, "f = unit @ net"
    if ndim == 1:
        if np.any(unit):
            raise IndexError(f"{f} has one number for each picture, and so no unit {unit}: leave unit out")
        return f, "f = net"
    ask = channel if ndim > 2 else logit
    return ask(unit) @ f, f"f = am.{ask.__name__}({np.asarray(unit).tolist()}) @ net"


def _alive(f: Function, x0: Array) -> np.ndarray:
    """Which pictures have a gradient, (n,)."""
    y, gradient = f.value_and_grad(x0)
    if not np.isfinite(to_numpy(y)).all():
        raise ValueError(f"{first_nonfinite(f, x0)} is not finite at the start: are low, high, mean and std right?")
    return to_numpy(norm(gradient)) > 0


def with_priors(f: Function, x0: Array, step: Step, low: float, high: float) -> tuple[Function, str]:
    """f with jitter and penalty."""
    g = to_numpy(record(walk(f, x0, step), PROBE, every=PROBE).grad[-1]).astype(float)
    gamma, span, grey = np.sqrt((g.reshape(len(g), -1) ** 2).mean(axis=1)), high - low, (low + high) / 2
    if x0.ndim == 2:
        penalty, code = _weighted(
            3 * gamma * span, l2 @ standardize(grey, span), f"(am.l2 @ am.standardize({grey:g}, {span:g}))"
        )
        return f - penalty, f"f - {code}"
    side = max(x0.shape[-2:])
    reach = round(side / 14)
    penalty, code = _weighted(gamma * side / 28 / span, total_variation, "am.total_variation")
    return f @ jitter(reach) - penalty, f"f @ am.jitter({reach}) - {code}"


def _weighted(weights: np.ndarray, penalty: Function, code: str) -> tuple[Function, str]:
    """The penalty times its weight, or with a weight for each picture; to two digits, as the code says."""
    numbers = [float(f"{w:.2g}") for w in weights]
    if len(numbers) == 1:
        return numbers[0] * penalty, f"{numbers[0]:g} * {code}"
    return each([w * penalty for w in numbers]), f"am.each([w * {code} for w in {numbers}])"


def how_many_steps(shape: Shape) -> int:
    """100, and 200 for large pictures."""
    return 200 if len(shape) == 3 and max(shape[1:]) > 64 else 100


def how_often(x0: Array, steps: int) -> int:
    """Every how many steps a picture is kept: a divisor of the steps, so that the last one is."""
    whole = 2 * 4 * np.prod(x0.shape) * (steps + 1)
    return next(n for n in range(1, steps + 1) if steps % n == 0 and (whole / n <= KEEP or n == steps))
