"""One image: the logit and its gradient."""

from __future__ import annotations

import os

import numpy as np
import torch

import amteach as am
from amteach.bridge.from_torch import from_torch

from . import bare
from .rows import ratios, report

CALLS = 50


def main() -> None:
    torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
    x = np.random.default_rng(0).random((1, 1, 28, 28), dtype=np.float32)
    t = torch.from_numpy(x)
    plain, last = bare.frozen(), bare.frozen(channels_last=True)
    numpy_cnn, torch_cnn = am.zoo.mnist_cnn(), am.zoo.mnist_cnn(backend="torch")
    f, g, h = (am.logit(3) @ cnn for cnn in (numpy_cnn, torch_cnn, from_torch(am.zoo.mnist_cnn_module())))
    cases = {
        "bare torch loop": lambda: bare.value_and_grad(plain, 3, t),
        "bare torch loop, channels last": lambda: bare.value_and_grad(last, 3, t),
        "CNN in NumPy": lambda: f.value_and_grad(x),
        "CNN in torch, tensors": lambda: g.value_and_grad(t),
        "CNN in torch, NumPy arrays": lambda: g.value_and_grad(x),
        "from_torch, tensors": lambda: h.value_and_grad(t),
    }
    for case in cases.values():
        assert np.allclose(case()[1], cases["bare torch loop"]()[1], atol=1e-5)
    report(ratios({name: _often(case) for name, case in cases.items()}, 40, {"CNN in NumPy": "aim: 0.8"}))


def _often(case):
    return lambda: [case() for _ in range(CALLS)]


if __name__ == "__main__":
    main()
