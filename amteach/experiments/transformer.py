"""The transformer beside the CNN: the same walks, with jitter and without, and what shifts do to both (lecture 13).

Both nets name about 98 to 99 of 100 digits rightly.  In the CNN a shifted picture gives shifted activations, and only
the last layer knows places; the transformer adds to each patch what it has learnt of its place, at the very beginning.
And the transformer reads patches of 4 × 4 pixels, one by one: what it draws may jump where two of them meet.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .. import zoo
from ..data.digits import Digits
from ..data.nearest import nearest
from ..functions.function import Function, identity
from ..functions.objectives import logit, probabilities
from ..functions.penalties import total_variation
from ..functions.transforms import jitter, shift
from ..store import cards
from ..walks.ascent import ascent
from ..walks.directions import adam
from ..walks.inits import noise
from ..walks.operators import clip
from ..walks.trace import record
from ..walks.walk import walk
from ..zoo.transformer.net import transformer
from ..zoo.transformer.patches import PATCH
from .table import Table

NETS = {"CNN": zoo.mnist_cnn, "transformer": zoo.mnist_transformer}
JITTERS = (0, 2, 4)
DIGITS = np.arange(10)


@dataclass(frozen=True, repr=False)
class BesideTable(Table):
    """pictures: (2 nets, 3 jitters, 10, 1, 28, 28);   p: the probability of its digit for each, by the net that was
    climbed and by the other one, (2, 3, 2, 10);   shifted: by the net that was climbed, the mean over all shifts by up
    to 2 pixels, (2, 3, 10);   distance: to the nearest training digit, (2, 3, 10), NaN without MNIST."""

    pictures: np.ndarray
    p: np.ndarray
    shifted: np.ndarray
    distance: np.ndarray

    columns = ("climbed", "P", "P by the other net", "P when shifted", "distance", "at patch borders")
    formats = ("{:.3f}", "{:.3f}", "{:.3f}", "{:.2f}", "{:.2f}")

    def rows(self) -> list[tuple]:
        """For each net and jitter: means over the ten digits."""
        table = []
        for n, net in enumerate(NETS):
            for j, pixels in enumerate(JITTERS):
                own, other = self.p[n, j]
                borders = at_patch_borders(self.pictures[n, j])
                measured = (own, other, self.shifted[n, j], self.distance[n, j], borders)
                table.append((f"{net}, jitter {pixels}" if pixels else net, *(float(np.mean(m)) for m in measured)))
        return table


def beside_table(steps: int = 200, seed: int = 0, backend: str = "numpy", train: Digits | None = None) -> BesideTable:
    """Ten digits of both nets from the same faint noise, the logits under the same prior, with and without jitter.

    train : digits to be near to; without them the distance is left blank

    >>> beside_table(steps=1).p.shape
    (2, 3, 2, 10)
    """
    nets = [load(backend) for load in NETS.values()]
    reach = range(-2, 3)
    shifts = [shift(i, j) for i in reach for j in reach]
    of_digit = lambda net, x: probabilities(net(x))[DIGITS, DIGITS]
    near = lambda x: nearest(x.clip(0, 1), train).distance if train else np.full(10, np.nan)
    pictures, p, shifted = [], [], []
    for net, other in (nets, nets[::-1]):
        for pixels in JITTERS:
            x = class_pictures(net, pixels, steps, seed)[-1]
            pictures.append(x)
            p.append([of_digit(net, x), of_digit(other, x)])
            shifted.append(np.mean([of_digit(net, s(x)) for s in shifts], axis=0))
    distance = [near(x) for x in pictures]
    by_net = lambda values: np.array(values).reshape(2, len(JITTERS), *np.shape(values)[1:])
    return BesideTable(*map(by_net, (pictures, p, shifted, distance)))


def class_pictures(
    net: Function, pixels: int = 0, steps: int = 200, seed: int = 0, every: int | None = None
) -> np.ndarray:
    """The walk of ten pictures with values in 0 … 1, one for each digit, along z_k ∘ net ∘ jitter − 0.1 TV.

    The result is (times, 10, 1, 28, 28).
    pixels : of the jitter;   every : how often a picture is kept, the first and the last only if not given
    """
    seen = net @ jitter(pixels) if pixels else net
    f = logit(DIGITS) @ seen - 0.1 * total_variation
    x0 = noise((1, 1, 28, 28), mean=0.1, sd=0.01, seed=seed).astype(np.float32).repeat(10, axis=0)
    return record(walk(f, x0, ascent(0.02, adam(), clip(0, 1)), seed), steps, every=every or steps).x


def at_patch_borders(pictures: np.ndarray) -> np.ndarray:
    """How much stronger neighbours differ where two patches meet than inside of them; (n, 1, 28, 28) to (n,).

    The mean squared difference across the borders over that of all other neighbours: 1 where no grid is to be seen.

    >>> columns = np.arange(28) // 4
    >>> at_patch_borders(np.tile(columns + 0.1 * np.arange(28), (1, 1, 28, 1))).round(0)
    array([121.])
    """
    at, within = np.zeros(len(pictures)), np.zeros(len(pictures))
    border = np.arange(1, 28) % PATCH == 0
    for axis in (2, 3):
        steps = np.moveaxis(np.diff(pictures, axis=axis), axis, -1) ** 2
        at += steps[..., border].mean(axis=(1, 2, 3))
        within += steps[..., ~border].mean(axis=(1, 2, 3))
    return at / within


def without_positions() -> Function:
    """The transformer with p = 0: what it has learnt of each place is taken away, and nothing else.

    It gives the same logits however the patches are ordered, and so also when a picture is shifted by a whole patch.
    """
    w = cards.load("mnist_transformer")
    return transformer(w | {"position.weight": np.zeros_like(w["position.weight"])})


def accuracy_when_shifted(net: Function, digits: Digits, reach: int = 6) -> np.ndarray:
    """The share of digits that is named rightly when all are shifted by 0, 1, … reach pixels: (reach + 1,).

    The mean over the four directions; what leaves the picture on one side comes back on the other.
    """
    batches = [slice(i, i + 250) for i in range(0, len(digits), 250)]
    named = lambda s: np.concatenate([net(s(digits.images[batch])).argmax(axis=1) for batch in batches])
    right = lambda s: float((named(s) == digits.labels).mean())
    ways = [[shift(d, 0), shift(-d, 0), shift(0, d), shift(0, -d)] if d else [identity] for d in range(reach + 1)]
    return np.array([np.mean([right(s) for s in way]) for way in ways])


def attention_along(
    pictures: np.ndarray, token: tuple[int, int] = (3, 3), block: int = 2, backend: str = "numpy"
) -> np.ndarray:
    """From where a token takes along a walk of pictures, (times, batch, 1, 28, 28): (times, batch, heads, 7, 7).

    token : row and column of the token that looks, of 7 × 7;   each of the maps has the sum 1
    """
    attention = zoo.mnist_transformer(backend, layer=f"attention{block}")
    row = 7 * token[0] + token[1]
    maps = np.stack([attention(x)[:, :, row] for x in pictures])
    return maps.reshape(*maps.shape[:-1], 7, 7)
