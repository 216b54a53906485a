"""The square against the planted one, and the flip rate against nets whose rate is known."""

import numpy as np
import pytest

from amteach.exercises import EXERCISES
from amteach.zoo.tagged.net import paste


def test_a_net_that_always_says_t_flips_everything_and_one_that_never_does_nothing(trials):
    rate = EXERCISES["flip-rate"].reference
    for (before, after, t), share in trials("flip-rate"):
        assert rate(before, np.full_like(after, t), t) == 1
        assert rate(before, before, t) == 0
        others = before != t
        assert share == pytest.approx((after[others] == t).mean())


def test_what_was_t_before_has_no_part_in_it(trials):
    for (before, after, t), share in trials("flip-rate"):
        more = np.append(before, [t, t]), np.append(after, [t, t + 1]), t
        assert EXERCISES["flip-rate"].reference(*more) == share


def test_the_square_is_the_one_that_was_planted():
    images = np.random.default_rng(0).random((3, 1, 28, 28))
    ours = EXERCISES["paste-square"].reference(images, 4)
    np.testing.assert_array_equal(ours, paste(images, "top right"))


def test_only_the_square_changes(trials):
    for (images, s), pasted in trials("paste-square"):
        assert (pasted[..., 1 : 1 + s, -1 - s : -1] == 1).all()
        assert (pasted != images).sum() == len(images) * s**2
