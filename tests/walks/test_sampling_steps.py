"""Langevin and MALA as steps of the loop: what they keep, what they count, what they refuse."""

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import namespace, to_numpy
from amteach.walks.chains import acceptance
from amteach.walks.langevin import langevin
from amteach.walks.mala import mala

X = np.random.default_rng(11).normal(size=(6, 2, 3))
NORMAL = -0.5 * am.l2  # log N(0, 1), but for a constant


def trace_of(step, x=X, steps=30, seed=0, f=NORMAL, every=1):
    return am.record(am.walk(f, x, step, seed), steps, every)


@pytest.mark.parametrize("step", [langevin(0.3), mala(0.3)], ids=["langevin", "mala"])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_kind_and_dtype_are_kept(step, dtype, kind):
    trace = trace_of(step, kind(X.astype(dtype)))
    kept = [a for a in (trace.x, trace.value, trace.grad, trace.accepted) if a is not None]
    assert {str(a.dtype).removeprefix("torch.") for a in kept} == {dtype}
    assert {type(a) for a in kept} == {type(kind(X))}


@pytest.mark.parametrize("step", [langevin(0.3), mala(2.0)], ids=["langevin", "mala"])
def test_both_kinds_walk_the_same_way_and_a_seed_replays_it(step, kind):
    reference = trace_of(step)
    assert np.allclose(to_numpy(trace_of(step, kind(X)).x), reference.x, rtol=1e-12)
    assert not np.allclose(trace_of(step, seed=1).x[-1], reference.x[-1])


@pytest.mark.parametrize("step", [langevin(0.3), mala(2.0)], ids=["langevin", "mala"])
def test_value_and_gradient_are_those_of_the_same_x(step, kind):
    trace = trace_of(step, kind(X))
    for x, value, grad in zip(trace.x, trace.value, trace.grad, strict=True):
        assert np.allclose(to_numpy(value), -0.5 * (to_numpy(x) ** 2).sum(axis=(1, 2)))
        assert np.allclose(to_numpy(grad), -to_numpy(x))


def test_langevin_is_the_autoregression_of_its_docstring():
    """On N(0, 1): x ← (1 − ε) x + √(2ε) ξ, with the walk's own ξ."""
    rng, x = np.random.default_rng(7), X
    for _ in range(30):
        x = 0.7 * x + np.sqrt(0.6) * rng.standard_normal(X.shape)
    assert np.allclose(trace_of(langevin(0.3), seed=7).x[-1], x)


def test_with_a_tiny_rate_mala_accepts_and_is_langevin():
    """log a = O(ε^{3/2}): a proposal of no length is no risk."""
    trace = trace_of(mala(1e-6))
    assert np.array_equal(acceptance(trace), np.ones(6))
    assert acceptance(trace_of(mala(0.01), steps=300)).mean() > 0.99
    assert acceptance(trace_of(mala(3.0), steps=300)).mean() < 0.3


@pytest.mark.parametrize("every", [1, 7])
def test_the_trace_counts_what_was_accepted_however_few_states_are_kept(every, kind):
    full, kept = (trace_of(mala(2.0), kind(X), steps=70, every=n) for n in (1, every))
    moved = (np.diff(to_numpy(full.x), axis=0) != 0).any(axis=(2, 3))
    counted = np.concatenate([np.zeros((1, 6)), np.cumsum(moved, axis=0)])
    assert 0 < moved.mean() < 1
    assert np.array_equal(to_numpy(kept.accepted), counted[::every])
    assert np.allclose(acceptance(kept), moved.mean(axis=0))


def test_each_row_is_accepted_or_rejected_on_its_own():
    """A row far out, where all proposals fail, does not hold the others."""
    f = am.score(lambda x: (-((x**4).sum(axis=1)), -4 * x**3), "−Σ x⁴")
    trace = am.record(am.walk(f, [[50.0], [0.0], [0.1]], mala(0.05)), steps=40)
    assert np.array_equal(acceptance(trace) > 0, [False, True, True])
    assert np.array_equal(trace.x[:, 0], np.full((41, 1), 50.0))


@pytest.mark.filterwarnings("error")
def test_a_proposal_that_leaves_the_finite_numbers_is_rejected(kind):
    """log(1 − ‖x‖²) has no value outside of the disc, and the chain stays inside."""

    @am.score
    def disc(x):
        left = 1 - am.dot(x, x)
        return namespace(x).log(left), -2 * x / left[:, None]

    trace = trace_of(mala(0.2), kind(np.zeros((50, 2))), f=disc, steps=100)
    assert (to_numpy(trace.x) ** 2).sum(axis=-1).max() < 1
    assert 0.2 < acceptance(trace).mean() < 0.95


def test_mala_refuses_a_random_f_and_langevin_walks_on_it():
    f, x0 = am.linear(np.ones((5, 5))) @ am.jitter(1) - am.l2, np.ones((1, 5, 5))
    with pytest.raises(
        ValueError, match=r"compares the heights of two points, but .* is random: write am.langevin\(1\)"
    ):
        am.record(am.walk(f, x0, mala(1.0)), 1)
    assert len(am.record(am.walk(f, x0, langevin(0.1)), 5)) == 6
    drawn = f.draw(np.random.default_rng(0))
    assert len(am.record(am.walk(drawn, x0, mala(0.1)), 5)) == 6


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_mala_refuses_an_f_whose_rows_depend_on_each_other_and_none_whose_rows_do_not(dtype, kind):
    x = kind(X.reshape(6, 6).astype(dtype))
    with pytest.raises(ValueError, match=r"mala decides for each row on its own, .* or climb it with am.ascent"):
        am.record(am.walk(NORMAL + 0.1 * am.diversity, x, mala(0.1)), 1)
    own = am.log_softmax([0, 1, 2, 3, 4, 5]) + NORMAL  # another unit for each row
    assert len(am.record(am.walk(own, x, mala(0.1)), 3)) == 4


@pytest.mark.parametrize("step", [langevin(0.1), mala(0.1)], ids=["langevin", "mala"])
def test_an_f_without_a_height_is_refused(step):
    denoiser = 0.5 * am.identity
    with pytest.raises(ValueError, match="only a Function with one number per row has a gradient"):
        am.walk(denoiser, X[:, 0], step)


@pytest.mark.parametrize("make", [langevin, mala])
@pytest.mark.parametrize("rate", [0, -0.1, np.inf, np.nan])
def test_a_rate_that_is_none_is_refused(make, rate):
    with pytest.raises(ValueError, match="the rate must be finite and above 0"):
        make(rate)
    with pytest.raises(TypeError, match="needs its rate"):
        make(am.steepest)


def test_the_description_names_the_sampler_and_its_rate():
    assert trace_of(mala(0.25)).description == "−0.5 ‖x‖² by mala(0.25), seed 0"
    assert trace_of(langevin(0.25)).description == "−0.5 ‖x‖² by langevin(0.25), seed 0"


def test_the_count_is_saved_with_the_trace(tmp_path, kind):
    for step in (mala(2.0), langevin(0.1)):
        trace = trace_of(step, kind(X))
        again = am.Trace.load(trace.save(tmp_path / "chain.npz"))
        assert (again.accepted is None) == (trace.accepted is None)
        if again.accepted is not None:
            assert np.array_equal(again.accepted, to_numpy(trace.accepted))
