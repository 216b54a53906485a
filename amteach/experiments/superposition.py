"""Does a neuron answer to one class?  Neurons, a sparse autoencoder's features and random directions (lecture 13).

All are units of one layer of the transformer.  The activity of a unit on a digit is its mean over the 7×7 places, as
am.channel and am.direction climb it.  Of each unit the hundred test digits with the largest activity are looked at:

    share     the largest share that one class has of them: 1 if all are of one class, 0.1 if they are of all
    classes   how many classes have at least a tenth of them

A class is only what we have a name for: a unit that finds one stroke, wherever it is, answers to one thing, and its
digits are of several classes all the same.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .. import zoo
from ..data import mnist
from ..data.digits import Digits
from .table import Table

TOP, LEAST = 100, 0.1


def selectivity(activity: np.ndarray, labels: np.ndarray, top: int = TOP) -> tuple[np.ndarray, np.ndarray]:
    """The share of the most frequent class among the top digits of each unit, and how many classes have a tenth.

    activity : (digits, units);   labels : (digits,), from 0 to 9;   both results : (units,)

    >>> activity = np.array([[9.0, 9.0], [8.0, 1.0], [0.0, 8.0]])
    >>> selectivity(activity, labels=np.array([3, 3, 5]), top=2)
    (array([1. , 0.5]), array([1, 2]))
    """
    if activity.ndim != 2 or len(activity) != len(labels) or not 1 <= top <= len(labels):
        raise ValueError(
            f"selectivity needs activity (digits, units), a label for each digit, and at least top={top} digits, but "
            f"they are {activity.shape} and {np.shape(labels)}"
        )
    first = np.argsort(-activity, axis=0, kind="stable")[:top]
    shares = np.stack([(labels[first] == k).mean(axis=0) for k in range(10)])
    return shares.max(axis=0), (shares >= LEAST).sum(axis=0)


@dataclass(frozen=True, repr=False)
class SuperpositionTable(Table):
    """activity: for each kind of unit (digits, units), without the units that are never active;   labels: (digits,);
    silent: for each kind, how many units those are."""

    activity: dict[str, np.ndarray]
    labels: np.ndarray
    silent: dict[str, int]

    columns = ("units", "number", "silent", "median share", "share ≥ 0.9", "share ≤ 0.5", "mean classes")
    formats = ("{:.0f}", "{:.0f}", "{:.2f}", "{:.0%}", "{:.0%}", "{:.1f}")

    def rows(self) -> list[tuple]:
        """For each kind: how many, how many never active; their shares; in how many classes their digits are."""
        table = []
        for kind, activity in self.activity.items():
            share, classes = selectivity(activity, self.labels)
            measured = (np.median(share), (share >= 0.9).mean(), (share <= 0.5).mean(), classes.mean())
            table.append((kind, activity.shape[1], self.silent[kind], *map(float, measured)))
        return table


def superposition_table(digits: Digits | None = None, seed: int = 0, backend: str = "numpy") -> SuperpositionTable:
    """How selective the units of the transformer's layer are: neurons, features, their directions, random directions.

    digits  : the 10,000 of MNIST's test set, if not given; FileMissing where they are not on this machine
    seed    : of the random directions, of which there are as many as features
    """
    digits = digits or mnist.load("test")
    sae = zoo.sparse_autoencoder()
    layer = zoo.mnist_transformer(backend, layer=sae.layer)
    random = np.random.default_rng(seed).normal(size=sae.directions.shape)
    means: dict[str, list[np.ndarray]] = {"neurons": [], "features": []}
    for i in range(0, len(digits), 500):
        a = layer(digits.images[i : i + 500])
        means["neurons"].append(a.mean(axis=(2, 3)))
        means["features"].append(sae.encode(a).mean(axis=(2, 3)))
    neurons, features = (np.concatenate(parts) for parts in means.values())
    active = features.max(axis=0) > 0
    activity = {
        "neurons": neurons,
        "features": features[:, active],
        "directions of the features": neurons @ sae.directions[active].T,
        "random directions": neurons @ random.T,
    }
    silent = dict.fromkeys(activity, 0) | {"features": int((~active).sum())}
    return SuperpositionTable(activity, digits.labels, silent)
