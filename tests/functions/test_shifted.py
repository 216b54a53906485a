"""The same g(x) on every logit: nothing that a classifier says changes, and the logit can be led anywhere."""

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import dot, like, to_numpy
from amteach.functions.implicit_density import shifted
from amteach.functions.objectives import margin

PLACE = np.array([5.0, -3.0, 2.0])
MATRIX = np.random.default_rng(0).normal(size=(3, 4))
X = np.random.default_rng(1).normal(size=(5, 3))
towards = -am.score(lambda x: (dot(x - like(PLACE, x), x - like(PLACE, x)), 2 * (x - like(PLACE, x))), "‖x − c‖²")


def net(kind):
    m = kind(MATRIX)
    return am.Function(lambda x: (x @ m, lambda d: d @ m.T), "net")


@pytest.mark.parametrize("objective", [am.softmax, am.log_softmax, margin])
def test_what_compares_units_sees_no_g(objective, kind):
    plain, moved = objective(2) @ net(kind), objective(2) @ shifted(net(kind), 3 * towards)
    for a, b in zip(plain.value_and_grad(kind(X)), moved.value_and_grad(kind(X)), strict=True):
        assert np.allclose(to_numpy(a), to_numpy(b), rtol=1e-9, atol=1e-11)


def test_the_probabilities_are_those_of_the_net(kind):
    p, q = (am.probabilities(f(kind(X))) for f in (net(kind), shifted(net(kind), towards)))
    assert np.allclose(to_numpy(p), to_numpy(q))


def test_the_logit_has_the_gradient_of_g_as_well(kind):
    x = kind(X)
    _, plain = (am.logit(1) @ net(kind)).value_and_grad(x)
    _, moved = (am.logit(1) @ shifted(net(kind), towards)).value_and_grad(x)
    assert np.allclose(to_numpy(moved - plain), -2 * (X - PLACE))


def test_the_same_ascent_goes_where_g_leads_on_the_logit_and_nowhere_else_on_log_softmax(kind):
    f, g, step = net(kind), 50 * towards, am.ascent(0.005)
    logit = am.record(am.walk(am.logit(0) @ shifted(f, g), kind(X), step), steps=100).x[-1]
    assert np.allclose(to_numpy(logit), PLACE + MATRIX[:, 0] / 100, atol=1e-6)  # the optimum of w·x − 50‖x − c‖²
    ends = [am.record(am.walk(am.log_softmax(0) @ h, kind(X), step), steps=100).x[-1] for h in (f, shifted(f, g))]
    assert np.allclose(to_numpy(ends[0]), to_numpy(ends[1]), atol=1e-9)


def test_shifted_is_drawn_with_what_is_random_in_it_and_is_one_term():
    ramp = am.linear(np.arange(9.0).reshape(3, 3)) @ am.jitter(1)
    f = shifted(am.Function(lambda x: (x[:, 0], lambda d: d), "net"), ramp)
    assert f.is_random
    assert not f.draw(np.random.default_rng(0)).is_random
    assert repr(f) == "shifted(net, w·x ∘ jitter(1))"
    assert len(shifted(net(np.array) + net(np.array), towards).terms) == 1
