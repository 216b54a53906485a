"""The recipes of the five nets of lecture 10: three seeds each, of which the first ships, and all are on the card."""

from __future__ import annotations

from typing import Any

from ...data import mnist
from ...data.digits import Digits
from ...training import loop
from ...training.losses import Loss, cross_entropy
from ...training.registry import Made, Report, keep_if
from . import losses
from .measures import measures
from .module import robust_net_module
from .net import net

SEEDS = (0, 1, 2)
LEAST_ACCURACY = 0.93


def robust_standard(report: Report = print, **options: Any) -> Made:
    """Cross-entropy and nothing else."""
    return _trained("standard", cross_entropy, "cross-entropy", report, **options)


def robust_adversarial(report: Report = print, **options: Any) -> Made:
    """Adversarial training (Madry et al. 2018)."""
    words = (
        "cross-entropy of each picture moved against the net by 5 steps of PGD, L2 ε = 2 reached at half the training"
    )
    return _trained("adversarial", losses.adversarial(2.0), words, report, **options)


def robust_score_matched(report: Report = print, **options: Any) -> Made:
    """Score matching (Srinivas & Fleuret 2021)."""
    words = "cross-entropy + λ (h + ½‖s‖² + μ h²), λ = 1e-2, μ = 1e-3, σ = 0.1"
    return _trained("score_matched", losses.score_matching(1e-2, 1e-3), words, report, **options)


def robust_anti_score(report: Report = print, **options: Any) -> Made:
    """The opposite of score matching (Srinivas & Fleuret 2021)."""
    words = "cross-entropy − λ min(h, 1000), λ = 1e-3, σ = 0.1"
    return _trained("anti_score", losses.anti_score(1e-3), words, report, **options)


def robust_gradient_norm(report: Report = print, **options: Any) -> Made:
    """A penalty on the gradient (Drucker & Le Cun 1992)."""
    return _trained("gradient_norm", losses.gradient_norm(0.1), "cross-entropy + λ‖s‖², λ = 0.1", report, **options)


@loop.threads(1)  # the net is too small for two to be quicker
def _trained(
    name: str,
    loss: Loss,
    words: str,
    report: Report,
    train: Digits | None = None,
    test: Digits | None = None,
    *,
    seeds: tuple[int, ...] = SEEDS,
    epochs: int = 2,
    least: float = LEAST_ACCURACY,
) -> Made:
    """The net of the first seed, and on its card the measures of all; an error if it names too few digits rightly."""
    train = train or mnist.load("train")
    test = test or mnist.load("test")
    made, table = [], []
    for seed in seeds:
        module = robust_net_module()
        loop.train(module, train.images, train.labels, loss, seed=seed, epochs=epochs, batch=64, report=report)
        made.append(
            loop.weights_and_card(
                module,
                what="conv 4×4 1→16, conv 5×5 16→32, each of stride 2; dense 800 → 100 → 10; softplus, β = 10, between",
                data=train.source,
                recipe=f"amteach train robust_{name}: {words}; Adam 1e-3 falling to 0 along a cosine, batches of 64",
                seed=seed,
                epochs=epochs,
                test_data=test.source,
                seeds=list(seeds),
            )
        )
        table.append(measures(net(made[-1][0]), train, test))
        report(f"{name}, seed {seed}: {table[-1]}")
    keep_if(table[0]["accuracy"] >= least, f"the net names {table[0]['accuracy']} rightly, below {least}")
    weights, about = made[0]
    return weights, about | {"measured": {measure: [row[measure] for row in table] for measure in table[0]}}
