"""The rows of a walk as Markov chains: which states to use, and how many independent draws they are worth.

Effective sample size and R̂ are those of ArviZ, which is an extra: pip install "amteach[sampling]".
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..functions.arrays import Array, to_numpy
from ..functions.checks import whole
from ..store.extras import need
from .trace import Trace


def burn_in(trace: Trace[Array], steps: int) -> Trace[Array]:
    """The Trace from step `steps` on: the states before it still depend on the start.

    >>> import amteach as am
    >>> burn_in(am.record(am.walk(am.linear(w=[1.0]), [[0.0]], am.ascent(1.0)), steps=100), 60)
    <Trace of steps 60 to 100, 41 kept, x of shape (1, 1)>
    """
    needs = f"the trace goes from step {trace.t[0]} to {trace.t[-1]}"
    steps = whole("burn_in(trace, {})", steps, needs, most=int(trace.t[-1]))
    return _at(trace, np.flatnonzero(trace.t >= steps))


def thin(trace: Trace[Array], n: int) -> Trace[Array]:
    """Every n-th of the kept states.  It saves memory and nothing else: a mean over all states is never worse.

    >>> import amteach as am
    >>> thin(am.record(am.walk(am.linear(w=[1.0]), [[0.0]], am.ascent(1.0)), steps=100), 50).t
    array([  0,  50, 100])

    Source: Link & Eaton (2012).
    """
    n = whole("thin(trace, {})", n, "a whole number is needed, 1 or more", least=1)
    return _at(trace, np.arange(0, len(trace), n))


def acceptance(trace: Trace) -> np.ndarray:
    """The share of the proposals that were accepted between the first and the last step of the Trace, one per row.

    Errors: a step that cannot reject, such as `ascent`; a Trace of one state.

    >>> import amteach as am
    >>> chain = am.walk(-0.5 * am.l2, [[0.0], [0.0]], am.mala(1e-6))           # hardly a step, and so hardly a risk
    >>> acceptance(am.record(chain, steps=10))
    array([1., 1.])
    """
    if trace.accepted is None:
        raise ValueError("nothing was proposed on this walk: only am.mala accepts and rejects, every other step moves")
    if len(trace) < 2:
        raise ValueError("a Trace of one state holds no proposals: record at least one step")
    return to_numpy(trace.accepted[-1] - trace.accepted[0]) / (trace.t[-1] - trace.t[0])


def effective_samples(trace: Trace) -> np.ndarray:
    """How many independent draws all the chains together are worth, for each coordinate of x, in the shape of a point.

    Successive states are alike, so it is mostly fewer than there are states.

    >>> import amteach as am
    >>> chains = am.walk(am.log_gaussian([0.0], [[1.0]]), am.noise((4, 1)), am.mala(1.0))
    >>> am.effective_samples(am.record(chains, steps=1000)).round(-2)                      # of 4004 states
    array([2800.])

    Source: Vehtari, Gelman, Simpson, Carpenter & Bürkner (2021), the bulk of ArviZ.
    """
    return np.asarray(_arviz("effective_samples").ess(_chains(trace), chain_axis=1, draw_axis=0))


def r_hat(trace: Trace) -> np.ndarray:
    """R̂, for each coordinate of x: how much wider all chains together are than each half of one.  It should be < 1.01.

    Well above 1 the chains have not mixed, for instance because each is in another mode.  It needs two chains.

    >>> import amteach as am
    >>> two_modes = am.log_gaussians([0.5, 0.5], [[-9.0], [9.0]], [[[1.0]], [[1.0]]])
    >>> r_hat(am.record(am.walk(two_modes, [[-9.0], [9.0]], am.mala(0.5)), steps=500)) > 1.5
    array([ True])

    Source: Gelman & Rubin (1992); Vehtari et al. (2021).
    """
    x = _chains(trace)
    if x.shape[1] < 2:
        raise ValueError("R̂ compares chains, and this walk has one row: start from several, in places far apart")
    return np.asarray(_arviz("r_hat").rhat(x, chain_axis=1, draw_axis=0))


def _chains(trace: Trace) -> np.ndarray:
    if len(trace) < 4:
        raise ValueError(f"a Trace of {len(trace)} states is too short: at least 4 are needed, and some hundred useful")
    return to_numpy(trace.x).astype(float)


def _at(trace: Trace[Array], kept: np.ndarray) -> Trace[Array]:
    """The Trace at these places of its time axis."""
    by_time = {name: getattr(trace, name)[kept] for name in ("t", "x", "value", "grad")}
    terms = {name: term[kept] for name, term in trace.terms.items()}
    return replace(trace, **by_time, terms=terms, accepted=None if trace.accepted is None else trace.accepted[kept])


def _arviz(what: str):
    need("arviz_stats", what)
    from arviz_stats.base.array import array_stats

    return array_stats
