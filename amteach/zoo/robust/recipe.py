"""The recipes of the five nets of lecture 10: three seeds each, of which the first ships, and all are on the card."""

from __future__ import annotations

from ...data import mnist
from ...data.digits import Digits
from ...training.registry import Made, NotGoodEnough, Report, made, with_torch
from .measures import measures
from .net import net

SEEDS = (0, 1, 2)
THREADS = 1  # the net is too small for two to be quicker
LEAST_ACCURACY = 0.93
LOSSES = {  # how each is made from the module robust_modules, and how the card says it
    "standard": (lambda m: m.cross_entropy, "cross-entropy"),
    "adversarial": (
        lambda m: m.adversarial(2.0),
        "cross-entropy of each picture moved against the net by 5 steps of PGD, L2 ε = 2 reached at half the training",
    ),
    "score_matched": (
        lambda m: m.score_matching(1e-2, 1e-3),
        "cross-entropy + λ (h + ½‖s‖² + μ h²), λ = 1e-2, μ = 1e-3, σ = 0.1",
    ),
    "anti_score": (lambda m: m.anti_score(1e-3), "cross-entropy − λ min(h, 1000), λ = 1e-3, σ = 0.1"),
    "gradient_norm": (lambda m: m.gradient_norm(0.1), "cross-entropy + λ‖s‖², λ = 0.1"),
}


def standard(report: Report = print) -> Made:
    """Cross-entropy and nothing else."""
    return trained("standard", report)


def adversarial(report: Report = print) -> Made:
    """Adversarial training (Madry et al. 2018)."""
    return trained("adversarial", report)


def score_matched(report: Report = print) -> Made:
    """Score matching (Srinivas & Fleuret 2021)."""
    return trained("score_matched", report)


def anti_score(report: Report = print) -> Made:
    """Its contrary (Srinivas & Fleuret 2021)."""
    return trained("anti_score", report)


def gradient_norm(report: Report = print) -> Made:
    """A penalty on the gradient (Drucker & Le Cun 1992)."""
    return trained("gradient_norm", report)


def trained(
    how: str,
    report: Report = print,
    train: Digits | None = None,
    test: Digits | None = None,
    *,
    seeds: tuple[int, ...] = SEEDS,
    epochs: int = 2,
    least: float = LEAST_ACCURACY,
) -> Made:
    """The net of the first seed, and on its card the measures of all; an error if it names too few digits rightly."""
    train, test = train or mnist.load("train"), test or mnist.load("test")
    nets, table = [], []
    with with_torch() as r:
        import torch

        from . import modules as robust_modules

        torch.set_num_threads(THREADS)  # with_torch sets back what was before
        loss, words = LOSSES[how]
        for seed in seeds:
            module = robust_modules.robust_net_module()
            more = {"seed": seed, "epochs": epochs, "batch": 64, "report": report}
            r.train(module, train.images, train.labels, loss(robust_modules), **more)
            arrays, about = made(module)
            nets.append(arrays)
            table.append(measures(net(arrays), train, test))
            report(f"{how}, seed {seed}: {table[-1]}")
    if table[0]["accuracy"] < least:
        raise NotGoodEnough(f"the net names {table[0]['accuracy']} rightly, below {least}: nothing was written")
    return nets[0], about | {
        "what": "conv 4×4 1→16, conv 5×5 16→32, each of stride 2; dense 800 → 100 → 10; softplus, β = 10, between",
        "data": train.source,
        "recipe": f"amteach train robust_{how}: {words}; Adam 1e-3 falling to 0 along a cosine, batches of 64",
        "threads": THREADS,
        "seed": seeds[0],
        "epochs": epochs,
        "test_data": test.source,
        "seeds": list(seeds),
        "measured": {name: [row[name] for row in table] for name in table[0]},
    }
