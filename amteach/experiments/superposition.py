"""Does a neuron answer to one class?  Neurons, a sparse autoencoder's features, and two kinds of control (lecture 13).

All are units of one layer of the transformer.  The activity of a unit on a digit is its mean over the 7×7 places, as
am.channel and am.direction climb it.  Of each unit the hundred test digits with the largest activity are looked at:

    share     the largest share that one class has of them: 1 if all are of one class, 0.1 if they are of all
    classes   how many classes have at least a tenth of them

A class is only what we have a name for: a unit that finds one stroke, wherever it is, answers to one thing, and its
digits are of several classes all the same.

The controls are directions for which nothing was trained.  Random directions point anywhere.  Random tokens point from
the mean of all tokens to one that was drawn by lot, and so to where activations are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from .. import zoo
from ..data import mnist
from ..data.digits import Digits
from ..data.drawn_digits import draw
from .table import Table

TOP, LEAST = 100, 0.1


class Selectivity(NamedTuple):
    """Of each unit: the largest share, the class that has it, and how many classes have a tenth; each (units,)."""

    share: np.ndarray
    favourite: np.ndarray
    classes: np.ndarray


def selectivity(activity: np.ndarray, labels: np.ndarray, top: int = TOP) -> Selectivity:
    """Which classes the digits are of that make a unit most active.

    activity : (digits, units);   labels : (digits,), from 0 to 9;   top : how many digits are looked at

    A digit whose activity is the least of all is not counted: where a feature is 0 there is nothing to see.

    >>> activity = np.array([[9.0, 9.0], [8.0, 1.0], [0.0, 8.0], [0.0, 0.0]])
    >>> selectivity(activity, labels=np.array([3, 3, 5, 5]), top=2)
    Selectivity(share=array([1. , 0.5]), favourite=array([3, 3]), classes=array([1, 2]))
    """
    if activity.ndim != 2 or len(activity) != len(labels) or not 1 <= top <= len(labels):
        raise ValueError(
            f"selectivity needs activity (digits, units), a label for each digit, and at least top={top} digits, but "
            f"they are {activity.shape} and {np.shape(labels)}"
        )
    first = np.argsort(-activity, axis=0, kind="stable")[:top]
    counted = np.take_along_axis(activity, first, axis=0) > activity.min(axis=0)
    shares = np.stack([(counted & (labels[first] == k)).sum(axis=0) for k in range(10)]) / counted.sum(axis=0).clip(1)
    return Selectivity(shares.max(axis=0), shares.argmax(axis=0), (shares >= LEAST).sum(axis=0))


@dataclass(frozen=True, repr=False)
class SuperpositionTable(Table):
    """activity: for each kind of unit, (digits, units);   labels: (digits,)."""

    activity: dict[str, np.ndarray]
    labels: np.ndarray

    columns = ("units", "number", "median share", "share ≥ 0.9", "share ≤ 0.5", "mean classes", "one class")
    formats = ("{:.0f}", "{:.2f}", "{:.0%}", "{:.0%}", "{:.1f}", "{:.0%}")

    def rows(self) -> list[tuple]:
        """For each kind: how many units, their shares, and how many classes pass a tenth."""
        table = []
        for kind, activity in self.activity.items():
            share, _, classes = selectivity(activity, self.labels)
            measured = (np.median(share), (share >= 0.9).mean(), (share <= 0.5).mean(), classes.mean())
            table.append((kind, activity.shape[1], *map(float, measured), float((classes == 1).mean())))
        return table


def unit_vectors(seed: int = 0) -> dict[str, np.ndarray]:
    """The units of the layer as vectors of its 128 neurons, of length 1, by kind; as many random ones as features.

    seed : of the random directions, and of the random tokens, which are those of digits drawn by the package
    """
    sae = zoo.sparse_autoencoder()
    count, neurons = sae.directions.shape
    rng = np.random.default_rng(seed)
    random = rng.normal(size=(count, neurons))
    a = zoo.mnist_transformer(layer=sae.layer)(draw(50, seed).images)
    tokens = np.moveaxis(a, 1, -1).reshape(-1, neurons).astype(float)
    drawn = rng.choice(tokens, count, replace=False) - tokens.mean(axis=0)
    return {
        "neurons": np.eye(neurons),
        "directions of features": sae.directions,
        "random directions": _of_length_1(random),
        "random tokens": _of_length_1(drawn),
    }


def _of_length_1(v: np.ndarray) -> np.ndarray:
    """Each row divided by its length."""
    return v / np.linalg.norm(v, axis=1, keepdims=True)


def superposition_table(digits: Digits | None = None, seed: int = 0, backend: str = "numpy") -> SuperpositionTable:
    """How selective the units of the transformer's layer are; and the features themselves, which are 0 mostly.

    digits : the 10,000 of MNIST's test set, if not given; FileMissing where they are not on this machine
    """
    digits = digits or mnist.load("test")
    sae = zoo.sparse_autoencoder()
    layer = zoo.mnist_transformer(backend, layer=sae.layer)
    means, features = [], []
    for i in range(0, len(digits), 500):
        a = layer(digits.images[i : i + 500])
        means.append(a.mean(axis=(2, 3)))
        features.append(sae.encode(a).mean(axis=(2, 3)))
    neurons = np.concatenate(means)
    activity = {kind: neurons @ v.T for kind, v in unit_vectors(seed).items()}
    return SuperpositionTable(activity | {"features": np.concatenate(features)}, digits.labels)
