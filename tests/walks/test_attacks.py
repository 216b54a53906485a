"""Attacks stay in their ball and in [0, 1], keep the best they met, and find what is to be found."""

import numpy as np
import pytest

import amteach as am
from amteach.walks.attacks import accuracy_under_attack, attack, within

RNG = np.random.default_rng(0)
W = RNG.normal(size=12)
X = RNG.uniform(0.3, 0.7, (5, 12))
ROUGH = am.score(lambda x: (np.sin(20 * x).sum(axis=1), 20 * np.cos(20 * x)))
LENGTH = {"L2": lambda v: np.linalg.norm(v, axis=1), "L∞": lambda v: np.abs(v).max(axis=1)}
both = pytest.mark.parametrize("norm", LENGTH)


@both
@pytest.mark.parametrize("radius", [0.05, 0.5, 3.0])
def test_it_stays_in_its_ball_and_in_the_range_of_pictures(norm, radius):
    it = attack(ROUGH, X, radius, norm, steps=15, restarts=3)
    assert LENGTH[norm](it.push).max() <= radius * (1 + 1e-9)
    assert it.x.min() >= 0
    assert it.x.max() <= 1
    np.testing.assert_allclose(it.size, LENGTH[norm](it.x - X))
    np.testing.assert_allclose(ROUGH(it.x), it.value)


def test_on_a_linear_f_it_finds_the_farthest_point_of_the_ball():
    """max w·x over ‖x − c‖ ≤ ε is w·c + ε‖w‖, and over |xᵢ − cᵢ| ≤ ε it is w·c + ε Σ|wᵢ|: the dual norms."""
    f = am.linear(w=W)
    np.testing.assert_allclose(attack(f, X, 0.2).value, X @ W + 0.2 * np.linalg.norm(W))
    np.testing.assert_allclose(attack(f, X, 0.2, "L∞").value, X @ W + 0.2 * np.abs(W).sum())


@both
def test_every_step_is_an_eighth_of_the_radius_long(norm):
    """On a linear f all steps go the same way, and eight of them end at the rim."""
    for steps in range(1, 10):
        np.testing.assert_allclose(attack(am.linear(w=W), X, 0.2, norm, steps=steps).size, 0.2 * min(steps / 8, 1))


@both
def test_neither_a_step_more_nor_a_restart_more_does_worse(norm):
    runs = [
        attack(ROUGH, X, 0.4, norm, steps=s, restarts=r).value for s, r in ((0, 1), (3, 1), (12, 1), (12, 2), (12, 5))
    ]
    np.testing.assert_array_equal(runs[0], ROUGH(X))
    assert (np.diff(runs, axis=0) >= 0).all()
    assert (runs[-1] > runs[2]).any()  # and somewhere a restart was worth its while


def test_the_same_seed_attacks_alike():
    one, again, other = (attack(ROUGH, X, 0.4, restarts=2, seed=s).x for s in (1, 1, 2))
    np.testing.assert_array_equal(one, again)
    assert not np.array_equal(one, other)


def test_accuracy_under_attack_is_that_of_the_margin_on_a_linear_net():
    """z = (x₀, x₁) is turned by a push of ε exactly where |x₀ − x₁| < ε √2."""
    x = RNG.uniform(0.3, 0.7, (200, 2))
    labels = x.argmax(axis=1)
    for radius in (0.01, 0.1):
        held = np.abs(x[:, 0] - x[:, 1]) > radius * np.sqrt(2)
        assert accuracy_under_attack(am.identity, x, labels, radius) == held.mean()


@both
def test_the_accuracy_under_attack_is_at_most_the_clean_one_and_falls_with_the_radius(norm):
    net, x = am.zoo.robust_net("standard"), _digits()
    clean = float((net(x.images).argmax(axis=1) == x.labels).mean())
    hit = [accuracy_under_attack(net, x.images, x.labels, r, norm, steps=8) for r in (1e-6, 0.1, 3.0)]
    assert clean >= hit[0] >= hit[1] >= hit[2]
    assert hit[2] < clean


def _digits():
    from amteach.data.drawn_digits import draw

    return draw(40, seed=2)


def test_tensors_stay_tensors(torch):
    x = torch.full((2, 3), 0.5)
    it = attack(am.linear(w=[1.0, 2.0, 2.0]), x, 0.3, restarts=2)
    assert it.x.dtype == torch.float32
    np.testing.assert_allclose(it.size.numpy(), [0.3, 0.3], rtol=1e-5)


def test_no_array_of_the_callers_is_changed():
    before = X.copy()
    attack(ROUGH, X, 0.4, restarts=2)
    np.testing.assert_array_equal(X, before)


def test_what_cannot_be_is_refused():
    with pytest.raises(ValueError, match=r"in \[0, 1\]"):
        attack(ROUGH, X + 1, 0.1)
    with pytest.raises(ValueError, match="'L2', 'L∞'"):
        attack(ROUGH, X, 0.1, "L1")
    with pytest.raises(ValueError, match="radius must be finite and above 0"):
        attack(ROUGH, X, -0.1)
    with pytest.raises(ValueError, match="restarts"):
        attack(ROUGH, X, 0.1, restarts=0)
    with pytest.raises(ValueError, match="whole numbers are needed"):
        attack(ROUGH, X, 0.1, steps=2.5)  # pyright: ignore[reportArgumentType]
    with pytest.raises(ValueError, match=r"attack compares values of f, but .* is random: draw it once"):
        attack(ROUGH @ am.add_noise(0.1), X, 0.1)
    with pytest.raises(TypeError, match=r"attack\(f, ...\) needs a Function"):
        attack(np.sum, X, 0.1)  # pyright: ignore[reportArgumentType]
    with pytest.raises(ValueError, match="'L2', 'L∞'"):
        within(0.1, X, "L0")


@both
def test_restarts_begin_everywhere_in_the_ball_and_not_only_at_its_rim(norm):
    """In the norm L2 the distance from the middle is uniform; in L∞ the largest of 12 uniform ones is beyond 1/2."""
    starts = []  # at first comes the middle, another batch to see whether rows are independent, the middle again
    spy = am.score(lambda x: (starts.append(x) or 0 * x[:, 0], 0 * x))
    attack(spy, X, 0.1, norm, steps=0, restarts=200)
    share = np.concatenate([LENGTH[norm](x - X) for x in starts[3:]]) / 0.1
    assert len(share) == 199 * len(X)
    assert 0.9 < share.max() <= 1 + 1e-9
    assert np.isclose(share.mean(), {"L2": 1 / 2, "L∞": 12 / 13}[norm], atol=0.04)
