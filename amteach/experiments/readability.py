"""Are pictures of a sparse autoencoder's directions more readable than pictures of neurons?  (Lecture 13.)

All pictures are made by the same walk, and then judged without the transformer:

    above all digits         how often the walk has led higher than any test digit does; else the picture shows little
    P by the CNN             what another net gives to the class that it finds most likely
    the class of its digits  how often that class is the one that most of the unit's most active test digits have
    distance                 to the nearest training digit
    fine                     the share of high frequencies, those above ¼ cycle/px

Behind ± stand two standard errors of the mean over the units.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from .. import zoo
from ..data.digits import Digits
from ..data.nearest import nearest
from ..functions.arrays import Array
from ..functions.function import Function
from ..functions.hidden_layers import channel
from ..functions.objectives import probabilities
from ..functions.penalties import total_variation
from ..functions.transforms import jitter
from ..walks.ascent import ascent
from ..walks.directions import adam
from ..walks.inits import noise
from ..walks.operators import clip
from ..walks.trace import record
from ..walks.walk import walk
from ..zoo.transformer.sparse_autoencoder import at_each_place
from .priors import high_frequencies
from .superposition import SuperpositionTable, selectivity, unit_vectors
from .table import Table


class Judged(NamedTuple):
    """The pictures of one kind of unit, (units, 1, 28, 28), and what is measured on each, (units,).

    higher   : whether the picture makes the unit more active than each of the test digits
    p        : the CNN's probability of the picture's most likely class
    agrees   : whether that class is the most frequent one of the unit's most active test digits
    distance : to the nearest training digit; NaN where none were given
    """

    pictures: np.ndarray
    higher: np.ndarray
    p: np.ndarray
    agrees: np.ndarray
    distance: np.ndarray


@dataclass(frozen=True, repr=False)
class ReadabilityTable(Table):
    """kinds: what was judged, by kind of unit."""

    kinds: dict[str, Judged]

    columns = (
        "pictures of",
        "number",
        "above all digits",
        "P by the CNN",
        "the class of its digits",
        "distance",
        "fine",
    )
    formats = ("{:.0f}", "{:.0%} ± {:.0%}", "{:.2f} ± {:.2f}", "{:.0%} ± {:.0%}", "{:.2f} ± {:.2f}", "{:.1%} ± {:.1%}")

    def rows(self) -> list[tuple]:
        """For each kind of unit the means over its pictures."""
        return [
            (kind, len(judged.pictures), *map(mean_and_width, (*judged[1:], high_frequencies(judged.pictures[:, 0]))))
            for kind, judged in self.kinds.items()
        ]


def mean_and_width(numbers: np.ndarray) -> tuple[float, float]:
    """The mean of n numbers, and two of its standard errors, 2 s / √n.

    >>> mean_and_width(np.array([1.0, 3.0, 1.0, 3.0]))
    (2.0, 1.1547005383792515)
    """
    return float(numbers.mean()), float(2 * numbers.std(ddof=1) / len(numbers) ** 0.5)


def readability_table(
    table: SuperpositionTable,
    train: Digits | None = None,
    *,
    units: int = 256,
    steps: int = 100,
    seed: int = 0,
    backend: str = "numpy",
) -> ReadabilityTable:
    """Pictures of the first units of each kind, which are all of them if not given.

    table : of superposition_table, with the same seed;   train : digits to be near to
    """
    layer = zoo.mnist_transformer(backend, layer=zoo.sparse_autoencoder().layer)
    cnn = zoo.mnist_cnn(backend)
    kinds = {}
    for kind, v in unit_vectors(seed).items():
        v = v[:units]
        f = at_each_place(v, np.zeros(len(v))) @ layer
        x = unit_pictures(f, len(v), steps, seed)
        higher = f(x).mean(axis=(2, 3)).diagonal() > table.activity[kind][:, : len(v)].max(axis=0)
        p = probabilities(cnn(x))
        agrees = p.argmax(axis=1) == selectivity(table.activity[kind][:, :units], table.labels).favourite
        distance = nearest(x, train).distance if train else np.full(len(x), np.nan)
        kinds[kind] = Judged(x, higher, p.max(axis=1), agrees, distance)
    return ReadabilityTable(kinds)


def unit_pictures(layer: Function, units: int, steps: int = 100, seed: int = 0) -> Array:
    """A picture of each unit, (units, 1, 28, 28) in [0, 1]: the mean over all places, with jitter, from faint noise."""
    f = channel(np.arange(units)) @ layer @ jitter(1) - 0.02 * total_variation
    x0 = noise((1, 1, 28, 28), mean=0.1, sd=0.01, seed=seed).astype(np.float32).repeat(units, axis=0)
    return record(walk(f, x0, ascent(0.02, adam(), clip(0, 1)), seed), steps, every=steps).x[-1]
