"""Ten classes from four starts each: 40 images × 200 steps of ascent."""

from __future__ import annotations

import os

import numpy as np
import torch

import amteach as am
from amteach.bridge.from_torch import from_torch

from . import bare
from .rows import ratios, report

STEPS, RATE, ROUNDS = 200, 0.01, 3
CLASSES = [k for k in range(10) for _ in range(4)]


def main() -> None:
    torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
    x = np.random.default_rng(0).random((40, 1, 28, 28), dtype=np.float32)
    t, k = torch.from_numpy(x), torch.tensor(CLASSES)
    plain, last = bare.frozen(), bare.frozen(channels_last=True)
    numpy_cnn, torch_cnn = am.zoo.mnist_cnn(), am.zoo.mnist_cnn(backend="torch")
    cases = {
        "bare torch loop, channels last": lambda: bare.ascent(last, k, t, RATE, STEPS),
        "bare torch loop": lambda: bare.ascent(plain, k, t, RATE, STEPS),
        "walk, CNN in torch": lambda: climb(torch_cnn, t),
        "walk, CNN in NumPy": lambda: climb(numpy_cnn, x),
        "walk, from_torch": lambda: climb(from_torch(last), t),
    }
    report(ratios(cases, ROUNDS, {"walk, CNN in torch": "aim: at most 1.0, at best 0.8"}))


def climb(cnn: am.Function, x):
    states = am.walk(am.logit(CLASSES) @ cnn, x, am.ascent(RATE))
    for _ in range(STEPS):
        next(states)
    return next(states).x


if __name__ == "__main__":
    main()
