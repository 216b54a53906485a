"""Another objective for each row, how unlike the rows are, and one output: up, down, and to a target."""

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import to_numpy
from amteach.functions.batch import diversity, each, gram
from amteach.functions.regression import down, target, up

X = np.random.default_rng(0).normal(size=(4, 3))
MATRIX = np.random.default_rng(1).normal(size=(3, 3))
MINE = [am.logit(0), am.log_softmax(2), am.logit(1) - 0.1 * am.l2, -am.softmax(1)]


def net(kind):
    m = kind(MATRIX)
    return am.Function(lambda x: (x @ m, lambda d: d @ m.T), "net")


def test_each_walks_as_its_rows_would_alone(kind):
    step = am.ascent(0.1, am.adam())
    together = am.record(am.walk(each(MINE) @ net(kind), kind(X), step), steps=20)
    for row, f in enumerate(MINE):
        alone = am.record(am.walk(f @ net(kind), kind(X[row : row + 1]), step), steps=20)
        for part in ("x", "value", "grad"):
            one, all_of_them = to_numpy(getattr(alone, part)), to_numpy(getattr(together, part))
            assert np.allclose(all_of_them[:, row], one[:, 0], rtol=1e-12, atol=1e-12)


def test_each_of_the_same_is_that_objective(kind):
    x = kind(X)
    for a, b in zip(each([MINE[1]] * 4).value_and_grad(x), MINE[1].value_and_grad(x), strict=True):
        assert np.allclose(to_numpy(a), to_numpy(b), rtol=1e-12)
    units = each([am.logit(k) for k in (2, 0, 1, 1)]).value_and_grad(x)
    for a, b in zip(units, am.logit([2, 0, 1, 1]).value_and_grad(x), strict=True):
        assert np.array_equal(to_numpy(a), to_numpy(b))


def test_each_with_sums_in_it_is_one_term_and_draws_what_is_random_in_it():
    assert len((each(MINE) @ net(np.array) - am.l2).terms) == 2
    assert len(each([MINE[2], MINE[2]]).terms) == 1
    ramp = am.linear(np.arange(9.0).reshape(3, 3))
    random = each([ramp @ am.jitter(1), ramp])
    x = np.random.default_rng(3).normal(size=(2, 3, 3))
    assert random.is_random
    assert not random.draw(np.random.default_rng(0)).is_random
    assert random.draw(np.random.default_rng(5))(x)[0] == (ramp @ am.jitter(1)).draw(np.random.default_rng(5))(x)[0]
    assert repr(each(MINE[:2])) == "each(logit(0), log_softmax(2))"


def test_diversity_is_between_equal_rows_and_orthogonal_ones(kind):
    assert np.allclose(to_numpy(diversity(kind(np.tile(X[:1], (5, 1))))), -1)
    assert np.allclose(to_numpy(diversity(kind(3 * np.eye(4)))), 0)
    assert np.allclose(to_numpy(diversity(kind([[1.0, 2.0], [-2.0, -4.0]]))), 1)
    for rows in (0 * X, np.tile(X[:1], (5, 1))):
        assert np.allclose(to_numpy(diversity.value_and_grad(kind(rows))[1]), 0, atol=1e-12)
    assert not to_numpy(diversity(kind(0 * X))).any()
    one_of_zeros = np.concatenate([X, 0 * X[:1]])
    value, gradient = (to_numpy(part) for part in diversity.value_and_grad(kind(one_of_zeros)))
    assert np.allclose(value[:4], to_numpy(diversity(kind(X))) * 3 / 4)
    assert not value[4]
    assert not gradient[4].any()


def test_the_gradient_of_diversity_is_that_of_the_sum_over_all_rows(kind):
    """By central differences of Σᵢ fᵢ, which the walk climbs; each row stands in the terms of all others."""
    _, gradient = diversity.value_and_grad(kind(X))
    h = 1e-6
    for i, j in np.ndindex(X.shape):
        e = np.zeros_like(X)
        e[i, j] = h
        slope = (diversity(X + e).sum() - diversity(X - e).sum()) / (2 * h)
        assert np.isclose(to_numpy(gradient)[i, j], slope, rtol=1e-6, atol=1e-8)


def test_ascent_on_diversity_spreads_the_rows_and_asks_for_no_length(kind):
    value, gradient = diversity.value_and_grad(kind(X))
    assert np.allclose(np.sum(X * to_numpy(gradient), axis=1), 0, atol=1e-12)
    assert np.allclose(to_numpy(value), to_numpy(diversity(kind(X * [[1], [20], [0.3], [4]]))))
    trace = am.record(am.walk(diversity, kind(X), am.ascent(0.05)), steps=200)
    assert np.all(np.diff(to_numpy(trace.value).sum(axis=1)) > -1e-12)
    assert np.isclose(to_numpy(trace.value)[-1].sum(), 4 / 3, atol=1e-3)  # ‖Σ û‖² = 0, so Σ cos = −4 over 3 each


def test_the_gram_matrix_does_not_know_where_anything_is(kind):
    a = np.random.default_rng(0).normal(size=(2, 3, 4, 5))
    shuffled = a.reshape(2, 3, 20)[:, :, np.random.default_rng(1).permutation(20)].reshape(a.shape)
    assert np.allclose(to_numpy(gram(kind(a))), to_numpy(gram(kind(shuffled))))
    assert np.allclose(to_numpy(gram(kind(a))), np.einsum("ncij,ndij->ncd", a, a) / 20)


@pytest.mark.parametrize("shape", [(4,), (4, 1)], ids=str)
def test_up_down_and_to_a_target(shape, kind):
    z = kind(X[:, 0].reshape(shape))
    assert np.array_equal(to_numpy(up(z)), X[:, 0])
    assert np.array_equal(to_numpy(down(z)), -X[:, 0])
    column = z[:, None] if len(shape) == 1 else z
    end = am.record(am.walk(target([3, -1, 0, 7]), column, am.ascent(0.25)), steps=60)  # halves the distance each step
    assert np.allclose(to_numpy(end.x[-1])[:, 0], [3, -1, 0, 7])
    assert np.allclose(to_numpy(target(2)(z)), to_numpy(target([2] * 4)(z)))
    assert [repr(f) for f in (up, down, target(-2), target([1, 3]))] == ["up", "−up", "target(-2)", "target(1…3)"]
