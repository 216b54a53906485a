"""The parts of a transformer: a class beside the CNN's, one token, one neuron.

Two walks climb the same class from the same start, one in the transformer and one in the CNN.  A transformer cuts its
picture into 7 × 7 patches, its tokens.  For one of them is shown, step by step, how much it takes from each of the
others in the four heads of a block; and how like what is learnt of its place is to what is learnt of the others'.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from .. import zoo
from ..functions.function import Function
from ..functions.hidden_layers import channel
from ..functions.objectives import logit, probabilities
from ..functions.penalties import total_variation
from ..functions.transforms import jitter
from ..pictures import marks
from ..pictures.marks import Picture, Readout
from ..walks.ascent import ascent
from ..walks.directions import adam
from ..walks.inits import noise
from ..walks.operators import clip
from ..walks.trace import growing, record
from ..walks.walk import walk
from .controls import choice, seed, slider
from .parts import mnist as parts
from .scene import Scene

SIDE, PATCH = 7, 4  # patches along the side of a picture, and pixels along the side of a patch


@dataclass(frozen=True)
class Controls:
    """digit: the class.  jitter: how far a picture is shaken at each step.  block: whose heads and whose neuron.
    row, column: the token that is looked at.  neuron: one of the 128 of its MLP."""

    digit: str = choice("3", parts.DIGITS, "digit")
    jitter: int = slider(2, 0, 4, 1, "jitter, px")
    block: int = slider(2, 1, 2, 1, "block")
    row: int = slider(3, 0, SIDE - 1, 1, "token's row")
    column: int = slider(3, 0, SIDE - 1, 1, "token's column")
    neuron: int = slider(8, 0, 127, 1, "neuron")
    steps: int = slider(80, 1, 150, 1, "steps")
    seed: int = seed()


@dataclass(frozen=True)
class Numbers:
    """The walks so far: pictures (time, 2 nets, 28, 28), each net's P of the digit (time, 2), the token's attention
    in each head (time, 4, 7, 7); and what does not change: how like its place is to others (7, 7), and the neuron's
    picture (28, 28)."""

    c: Controls
    t: np.ndarray
    x: np.ndarray
    p: np.ndarray
    attention: np.ndarray
    places: np.ndarray
    wanted: np.ndarray


@cache
def net(layer: str | None = None) -> Function:
    """The transformer, or the part of it up to a layer, loaded once."""
    return zoo.mnist_transformer(layer=layer)


@cache
def positions() -> np.ndarray:
    """The cosine of what is learnt of one place with what is learnt of another, (7, 7, 7, 7)."""
    black = net("embedding")(np.zeros((1, *parts.SHAPE)))[0].reshape(-1, SIDE * SIDE).T
    p = black - black.mean(axis=0)  # an empty patch adds the same to each place
    p = p / np.linalg.norm(p, axis=1, keepdims=True)
    return (p @ p.T).reshape((SIDE,) * 4)


@cache
def wanted(block: int, neuron: int) -> np.ndarray:
    """The neuron's own picture: 40 steps on its mean over all tokens, with jitter, values in 0 … 1."""
    f = channel(neuron) @ net(f"gelu{block}") @ jitter(1) - 0.02 * total_variation
    x0 = noise((1, *parts.SHAPE), mean=0.1, sd=0.01)
    return record(walk(f, x0, ascent(0.05, adam(), clip(0, 1))), 40, every=40).x[-1, 0, 0]


def compute(c: Controls) -> Iterator[Numbers]:
    """Both walks, and from where one token takes at each step of the transformer's."""
    k = int(c.digit)
    x0 = noise((1, *parts.SHAPE), mean=0.1, sd=0.01, seed=c.seed)
    nets = (net(), parts.net())
    walks = [
        growing(
            walk(logit(k) @ f @ jitter(c.jitter) - 0.1 * total_variation, x0, ascent(0.03, adam(), clip(0, 1)), c.seed),
            c.steps,
            chunk=8,
        )
        for f in nets
    ]
    place = SIDE * c.row + c.column
    p: list[list[float]] = []
    attention: list[np.ndarray] = []
    for traces in zip(*walks, strict=True):
        x = np.concatenate([trace.x[:, :, 0] for trace in traces], axis=1)
        for pair in x[len(p) :]:
            p.append([float(probabilities(f(one[None, None]))[0, k]) for f, one in zip(nets, pair, strict=True)])
            attention.append(net(f"attention{c.block}")(pair[:1, None])[0, :, place].reshape(-1, SIDE, SIDE))
        numbers = (np.array(p), np.stack(attention), positions()[c.row, c.column], wanted(c.block, c.neuron))
        yield Numbers(c, traces[0].t, x, *numbers)


def draw(n: Numbers) -> Picture:
    """Both pictures and the token's place in one of them; its attention; the places like its own; the neuron."""
    c = n.c
    at = f"({c.row}, {c.column})"
    most = n.attention.max(axis=(2, 3))
    names = ("transformer", "CNN")
    captions = [[f"{name}: {v:.3f}" for v in column] for name, column in zip(names, n.p.T, strict=True)]
    panels = [
        marks.Images(n.x, 0.0, 1.0, captions, 2, title=f"class {c.digit} climbed, and P({c.digit})"),
        marks.Images(in_its_place(n.x[:, 0], c)[:, None], 0.0, 1.0, ["all else dimmed"], title=f"token {at}"),
        marks.Images(n.wanted[None, None], 0.0, 1.0, [f"block {c.block}, climbed"], title=f"neuron {c.neuron}"),
        marks.Images(
            n.attention,
            0.0,
            float(n.attention.max()),
            [[f"head {h}, most: {v:.0%}" for v in column] for h, column in enumerate(most.T, 1)],
            4,
            title=f"block {c.block}: from where the token takes",
        ),
        marks.Images(n.places[None, None], -1.0, 1.0, ["cosine, −1 … 1"], title="places like its own", signed=True),
    ]
    readouts = [
        Readout("P by the transformer, by the CNN", n.p),
        Readout("what the token takes from itself, by head", n.attention[:, :, c.row, c.column].round(4)),
    ]
    head, row, column = np.unravel_index(n.attention[-1].argmax(), n.attention[-1].shape)
    summary = (
        f"After {n.t[-1]} steps the transformer is sure of {c.digit} with P = {n.p[-1, 0]:.3f}, the CNN with "
        f"{n.p[-1, 1]:.3f}. In block {c.block} the token {at} takes most from ({row}, {column}): {most[-1].max():.0%}, "
        f"in head {head + 1}."
    )
    return Picture(panels, n.t, readouts, summary)


def in_its_place(x: np.ndarray, c: Controls) -> np.ndarray:
    """Pictures (time, 28, 28) in which all but the token's patch is dimmed, and a grey frame lies around it."""
    rows = slice(PATCH * c.row, PATCH * (c.row + 1))
    columns = slice(PATCH * c.column, PATCH * (c.column + 1))
    dimmed = 0.35 * x
    dimmed[:, max(rows.start - 1, 0) : rows.stop + 1, max(columns.start - 1, 0) : columns.stop + 1] = 0.6
    dimmed[:, rows, columns] = x[:, rows, columns]
    return dimmed


SCENE = Scene(Controls, compute, draw)
