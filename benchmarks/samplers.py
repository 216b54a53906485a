"""MALA on a mixture of two normal distributions of the plane: effective samples per second, beside blackjax.

Same density, same ε, same starts, float64 in both, the effective samples by ArviZ in both.  blackjax is measured if it
can be imported; it need not be in the project's own environment:

    pip install --target peers blackjax
    PYTHONPATH=peers python -m benchmarks samplers

blackjax compiles the whole walk before it runs; its first run, which includes that, has a row of its own.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

import amteach as am

from .rows import Row, report

PARTS = [0.3, 0.7], [[-1.5, 0.0], [1.5, 0.5]], [[[0.5, 0.0], [0.0, 0.5]], [[1.0, 0.3], [0.3, 0.6]]]
RATE, BURN_IN, ROUNDS = 1.0, 200, 5


def main() -> None:
    from arviz_stats.base.array import array_stats

    rows: list[Row] = []
    for chains, steps in ((8, 2000), (1000, 1000)):
        x0 = am.gaussian_samples(chains, *PARTS, seed=1)[0]
        samplers: dict[str, Callable[[int], np.ndarray]] = {"amteach": lambda seed, x=x0, n=steps: ours(x, n, seed)}
        try:
            samplers["blackjax"] = blackjax(x0, steps)
        except ImportError as error:
            rows.append(Row(f"blackjax, {chains} chains", None, note=f"does not import: {error}"))
        for name, sample in samplers.items():
            start = time.process_time()
            sample(99)
            rows.append(Row(f"{name}, {chains} chains, first run", time.process_time() - start, "s"))
            worth = []
            error = []
            effective = []
            for seed in range(ROUNDS):
                start = time.process_time()
                x = sample(seed)
                seconds = time.process_time() - start
                ess = np.min(array_stats.ess(x[BURN_IN:], chain_axis=1, draw_axis=0))
                effective.append(int(ess))
                worth.append(ess / seconds)
                error.append(abs(x[BURN_IN:, :, 0].mean() - 0.6) / (2.0 / np.sqrt(ess)))  # the mean of x₁ is 0.6
            assert max(error) < 5, f"{name} does not sample the density"
            low, middle, high = np.quantile(worth, [0.25, 0.5, 0.75])
            note = f"{effective[-1]} effective of {chains * (steps - BURN_IN)}"
            rows.append(Row(f"{name}, {chains} chains", middle, "ESS/s", low, high, note))
    report(rows)


def ours(x0: np.ndarray, steps: int, seed: int) -> np.ndarray:
    """The chains, (time, chains, 2)."""
    return am.record(am.walk(am.log_gaussians(*PARTS), x0, am.mala(RATE), seed), steps).x


def blackjax(x0: np.ndarray, steps: int) -> Callable[[int], np.ndarray]:
    """The same chains by blackjax: one compiled loop over the steps, all chains at once."""
    import jax  # pyright: ignore[reportMissingImports]
    from blackjax import mala  # pyright: ignore[reportMissingImports]

    jax.config.update("jax_enable_x64", True)
    weights, means, covariances = (jax.numpy.asarray(a) for a in PARTS)
    normal = jax.scipy.stats.multivariate_normal.logpdf

    def log_p(x):
        return jax.scipy.special.logsumexp(jax.numpy.log(weights) + normal(x, means, covariances))

    kernel = mala(log_p, RATE)

    @jax.jit
    def run(key):
        def step(states, key):
            keys = jax.random.split(key, len(x0))
            states, _ = jax.vmap(kernel.step)(keys, states)
            return states, states.position

        return jax.lax.scan(step, jax.vmap(kernel.init)(x0), jax.random.split(key, steps))[1]

    return lambda seed: np.asarray(run(jax.random.key(seed)))


if __name__ == "__main__":
    main()
