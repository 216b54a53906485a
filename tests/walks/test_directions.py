"""Directions of travel, against torch's own optimizers and against what they promise."""

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import to_numpy

G = np.random.default_rng(0).normal(size=(3, 2, 4))
F = am.linear(G[0]) - 0.3 * am.lp(4)

OPTIMIZERS = {
    "steepest is SGD": (am.steepest, lambda t, x: t.optim.SGD([x], lr=0.05, maximize=True)),
    "momentum is SGD with momentum": (
        am.momentum(0.8),
        lambda t, x: t.optim.SGD([x], lr=0.05, momentum=0.8, maximize=True),
    ),
    "adam is Adam": (am.adam(), lambda t, x: t.optim.Adam([x], lr=0.05, maximize=True)),
    "adam with its numbers": (
        am.adam(b1=0.5, b2=0.9, eps=1e-3),
        lambda t, x: t.optim.Adam([x], lr=0.05, betas=(0.5, 0.9), eps=1e-3, maximize=True),
    ),
}


@pytest.mark.parametrize(("direction", "optimizer"), OPTIMIZERS.values(), ids=OPTIMIZERS)
def test_the_walk_is_that_of_torch(direction, optimizer, torch, kind):
    trace = am.record(am.walk(F, kind(G), am.ascent(0.05, direction)), steps=60)
    x = torch.tensor(G, requires_grad=True)
    climb = optimizer(torch, x)
    for _ in range(60):
        climb.zero_grad()
        (torch.sum(x * torch.tensor(G[0])) - 0.3 * torch.sum(x**4)).backward()
        climb.step()
    assert np.allclose(to_numpy(trace.x[-1]), x.detach(), rtol=1e-9, atol=1e-11)


@pytest.mark.parametrize("scale", [1e-12, 1.0, 1e12])
def test_a_normalized_step_has_length_one_in_each_row(scale, kind):
    d, memory = am.normalized(kind(scale * G))
    assert np.allclose(np.linalg.norm(to_numpy(d).reshape(3, -1), axis=1), 1)
    assert np.allclose(to_numpy(d) * np.linalg.norm(G.reshape(3, -1), axis=1)[:, None, None], G)
    assert memory == ()


def test_where_the_gradient_is_zero_no_direction_moves(kind):
    for direction in (am.steepest, am.normalized, am.sign, am.momentum(), am.adam()):
        d, _ = direction(kind(0 * G))
        assert not to_numpy(d).any()


def test_sign_moves_every_coordinate_by_the_same_amount(kind):
    assert np.array_equal(to_numpy(am.sign(kind(G))[0]), np.sign(G))


@pytest.mark.parametrize("scale", [1e-3, 1e3])
def test_normalized_sign_and_adam_do_not_care_how_the_objective_is_scaled(scale, kind):
    """But steepest does. For adam this holds while its ε is small beside the gradient."""
    for direction, cares in (
        (am.normalized, False),
        (am.sign, False),
        (am.adam(eps=1e-30), False),
        (am.steepest, True),
    ):
        plain, scaled = (
            to_numpy(am.record(am.walk(c * am.linear(G[0]), kind(G), am.ascent(0.01, direction)), steps=20).x)
            for c in (1.0, scale)
        )
        assert np.allclose(plain, scaled) != cares


def test_the_first_step_of_adam_is_the_sign(kind):
    d, _ = am.adam(eps=1e-30)(kind(G))
    assert np.allclose(to_numpy(d), np.sign(G))


def test_momentum_on_a_constant_gradient_speeds_up_to_one_over_one_minus_beta(kind):
    """v_t = g (1 − βᵗ) / (1 − β)."""
    push, memory, beta = am.momentum(0.75), (), 0.75
    for t in range(1, 30):
        d, memory = push(kind(G), *memory)
        assert np.allclose(to_numpy(d), G * (1 - beta**t) / (1 - beta))


def test_a_direction_keeps_nothing_to_itself(kind):
    """The same gradient and the same memory give the same direction, however often it was asked before."""
    for direction in (am.steepest, am.normalized, am.sign, am.momentum(), am.adam()):
        first, memory = direction(kind(G))
        direction(kind(2 * G), *memory)
        again, _ = direction(kind(G))
        assert np.array_equal(to_numpy(first), to_numpy(again))


def test_every_direction_goes_uphill_at_first(kind):
    for direction in (am.steepest, am.normalized, am.sign, am.momentum(), am.adam()):
        trace = am.record(am.walk(F, kind(0.1 * G), am.ascent(1e-3, direction)), steps=1)
        assert np.all(to_numpy(trace.value[1] > trace.value[0]))


@pytest.mark.parametrize("size", [1e-30, 1e-10, 1.0, 1e25])
def test_a_normalized_step_has_length_one_whatever_the_size_of_the_gradient(size, kind):
    """Also where ‖g‖² is 0 or ∞ in float32, as for a saturated softmax."""
    g = kind((size * np.array([[3.0, -4.0], [1.0, 0.0]])).astype(np.float32))
    assert np.allclose(to_numpy(am.normalized(g)[0]), [[0.6, -0.8], [1.0, 0.0]])
