"""The limits and the border against what defines them."""

import numpy as np


def test_the_border_is_black_and_the_inside_is_as_it_was(trials):
    for (images,), framed in trials("border-to-zero"):
        inside = np.zeros(images.shape[-2:], dtype=bool)
        inside[1:-1, 1:-1] = True
        np.testing.assert_array_equal(framed[..., inside], images[..., inside])
        assert not framed[..., ~inside].any()


def test_the_limits_are_symmetric_hold_every_pixel_and_touch_one(trials):
    for (x,), (low, high) in trials("diverging-limits"):
        assert low == -high
        assert (abs(x) <= high).all()
        assert (abs(x) == high).any()
