"""A network as an onion: one picture, seen by layer after layer.

z = f₅(f₄(f₃(f₂(f₁(x))))): the picture goes in at the innermost skin, and each skin hands on what it has found, channel
by channel.  Beside it stands what one channel of that layer wants to see: an ascent on its mean activation.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from .. import zoo
from ..data.drawn_digits import draw as draw_digits
from ..functions.hidden_layers import channel
from ..functions.objectives import probabilities
from ..pictures import marks
from ..pictures.marks import Picture, Readout
from ..walks.ascent import ascent
from ..walks.directions import normalized
from ..walks.inits import uniform
from ..walks.operators import clip
from ..walks.trace import record
from ..walks.walk import walk
from ..zoo.mnist.net import LAYERS
from .controls import choice, seed, slider
from .parts import mnist as parts
from .scene import Scene

ENOUGH = 32  # channels shown: all of the first layer's, half of the second's


@dataclass(frozen=True)
class Controls:
    """digit and seed: a digit drawn by the package.  layer: the skin.  unit: one of its channels."""

    digit: str = choice("5", parts.DIGITS, "digit")
    layer: str = choice("relu1", LAYERS, "layer")
    unit: int = slider(0, 0, ENOUGH - 1, 1, "channel")
    seed: int = seed()


@dataclass(frozen=True)
class Numbers:
    """The picture (28, 28), the activations (channels, h, w), the unit's own picture, and the probabilities."""

    c: Controls
    x: np.ndarray
    a: np.ndarray
    wanted: np.ndarray
    p: np.ndarray


@cache
def wanted(layer: str, unit: int) -> np.ndarray:
    """The unit's own picture: 30 steps of length 1 on its mean activation, with values in 0 … 1.

    Of conv1 and conv2 the activations behind their ReLU are taken: the mean of a convolution is linear in x.
    """
    x0 = uniform((1, *parts.SHAPE))
    f = channel(unit) @ zoo.mnist_cnn(layer=layer.replace("conv", "relu"))
    return record(walk(f, x0, ascent(1.0, normalized, clip(0, 1))), 30, every=30).x[-1, 0, 0]


def compute(c: Controls) -> Numbers:
    """The activations of the layer, for one drawn digit."""
    ten = draw_digits(10, c.seed)
    x = ten.images[ten.labels == int(c.digit)]
    activations = zoo.mnist_cnn(layer=c.layer)(x)
    return Numbers(c, x[0, 0], activations[0], wanted(c.layer, c.unit), probabilities(parts.net()(x)))


def draw(n: Numbers) -> Picture:
    """The picture, the channels, what one of them wants, and the answer."""
    a = n.a[:ENOUGH]
    high = float(np.abs(a).max()) or 1.0
    signed = float(a.min()) < 0
    low = -high if signed else 0.0
    captions = [f"▸ {i}" if i == n.c.unit else str(i) for i in range(len(a))]
    shape = f"{len(n.a)} channels of {n.a.shape[1]} × {n.a.shape[2]}"
    channels = marks.Images(a[None], low, high, captions, 8, title=f"{n.c.layer}: {shape}", signed=signed)
    panels = [
        marks.Images(n.x[None, None], 0.0, 1.0, [f"a drawn {n.c.digit}"], title="the picture x"),
        channels,
        marks.Images(n.wanted[None, None], 0.0, 1.0, ["its own AM picture"], title=f"what channel {n.c.unit} wants"),
        marks.Bars(n.p, parts.DIGITS, int(n.p[0].argmax()), "the outermost skin: P"),
    ]
    mean = n.a.mean(axis=(1, 2))
    readouts = [
        Readout(f"mean activation of channel {n.c.unit}", mean[[n.c.unit]]),
        Readout("most active channel", np.array([float(mean.argmax())])),
        Readout("share of activations that are 0", np.array([(n.a == 0).mean()])),
    ]
    summary = f"{n.c.layer} has {shape}; on this {n.c.digit} channel {mean.argmax()} is the most active."
    return Picture(panels, np.array([0]), readouts, summary)


SCENE = Scene(Controls, compute, draw)
