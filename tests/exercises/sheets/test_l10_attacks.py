"""The step and the smallest push of an attack against the package's, and a search."""

import numpy as np

import amteach as am
from amteach.walks.attacks import attack, within


def test_the_step_is_that_of_the_packages_ascent(trials):
    for (x, c, g, rate, radius), new in trials("attack-step"):
        step = am.ascent(rate, am.normalized, within(radius, c[None]))
        second = am.record(am.walk(am.linear(w=g), x[None], step), steps=1).x[1, 0]
        np.testing.assert_allclose(new, second, atol=1e-12)


def test_the_step_ends_in_the_ball_and_in_the_range_of_pictures(trials):
    for (_, c, _, _, radius), new in trials("attack-step"):
        assert np.linalg.norm(new - c) <= radius * (1 + 1e-12)
        assert new.min() >= 0
        assert new.max() <= 1


def test_the_push_makes_the_two_classes_level_and_no_other_push_of_its_length_gets_as_far(trials):
    rng = np.random.default_rng(0)
    for (W, x, k, j), r in trials("smallest-push"):
        ahead = lambda push, W=W, x=x, k=k, j=j: (W @ (x + push))[k] - (W @ (x + push))[j]
        assert abs(ahead(r)) < 1e-9
        others = rng.normal(size=(200, len(x)))
        others *= np.linalg.norm(r) / np.linalg.norm(others, axis=1, keepdims=True)
        sign = np.sign(ahead(0 * r))
        assert all(sign * ahead(other) >= -1e-9 for other in others)


def test_the_smallest_push_is_the_radius_at_which_the_attack_succeeds(trials):
    for (W, x, k, j), r in trials("smallest-push"):
        picture = np.full((1, len(x)), 0.5)
        f = am.linear(w=W[j] - W[k])
        length = float(np.linalg.norm(r))
        if 1e-6 < length < 0.4:  # a small enough push leaves no pixel outside 0 … 1
            gained = attack(f, picture, length).value - f(picture)
            np.testing.assert_allclose(gained, length * np.linalg.norm(W[j] - W[k]), rtol=1e-6)
