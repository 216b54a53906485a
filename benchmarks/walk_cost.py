"""What the walk itself costs: a walk on a Function, against a bare loop on the same Function."""

from __future__ import annotations

import numpy as np
import torch

import amteach as am

from .rows import ratios, report

STEPS, RATE = 50, 0.01


def main() -> None:
    torch.set_num_threads(1)
    one = np.random.default_rng(0).random((1, 1, 28, 28), dtype=np.float32)
    forty = torch.rand((40, 1, 28, 28), generator=torch.Generator().manual_seed(0))
    rows = []
    for what, cnn, x, rounds in (
        ("CNN in NumPy, one image", am.zoo.mnist_cnn(), one, 60),
        ("CNN in torch, 40 images", am.zoo.mnist_cnn(backend="torch"), forty, 15),
    ):
        f = am.logit(3) @ cnn
        cases = {f"bare loop, {what}": lambda f=f, x=x: loop(f, x), f"walk, {what}": lambda f=f, x=x: walked(f, x)}
        assert (cases[f"bare loop, {what}"]() == cases[f"walk, {what}"]()).all()
        rows += ratios(cases, rounds, {f"walk, {what}": "aim: below 1.03"})
    report(rows)


def loop(f: am.Function, x):
    for _ in range(STEPS):
        x = x + RATE * f.value_and_grad(x)[1]
    return f.value_and_grad(x)[0]


def walked(f: am.Function, x):
    states = am.walk(f, x, am.ascent(RATE))
    for _ in range(STEPS):
        next(states)
    return next(states).value


if __name__ == "__main__":
    main()
