"""Pictures of blobs hold as many as they say, and the net finds them: both by a count that knows of neither."""

import numpy as np
import pytest
from scipy import ndimage

from amteach.data import blobs


def seen(x):
    """How many blobs a picture shows: connected bright regions."""
    return np.array([ndimage.label(picture[0] > 0.4)[1] for picture in x])  # pyright: ignore[reportIndexIssue]


def drawn(n, seed):
    rng = np.random.default_rng(seed)
    return [(k, blobs.place(k, rng)) for k in rng.integers(0, blobs.MOST + 1, n)]


def test_there_are_as_many_bright_regions_as_the_count_says():
    for k, (centres, radii, _) in drawn(200, seed=0):
        assert seen(blobs.render(centres, radii, np.ones(k))[None, None]) == k


def test_no_blob_touches_another_or_leaves_the_picture():
    for k, (centres, radii, brightness) in drawn(200, seed=1):
        assert centres.shape == (k, 2)
        assert radii.shape == brightness.shape == (k,)
        gaps = np.hypot(*(centres[:, None] - centres[None]).transpose(2, 0, 1)) - radii - radii[:, None]
        assert (gaps[~np.eye(k, dtype=bool)] >= 1).all()
        assert (centres >= radii[:, None]).all()
        assert (centres <= blobs.SIDE - 1 - radii[:, None]).all()


def test_the_blobs_of_a_picture_add_up():
    centres, radii, brightness = blobs.place(5, np.random.default_rng(2))
    whole = blobs.render(centres, radii, brightness)
    parts = [blobs.render(centres[[i]], radii[[i]], brightness[[i]]) for i in range(5)]
    np.testing.assert_allclose(whole, np.sum(parts, axis=0), rtol=1e-12)
    assert (blobs.render(centres[:0], radii[:0], brightness[:0]) == 0).all()


def test_a_blob_is_brightest_in_its_centre_and_as_bright_all_round():
    x = blobs.render(np.array([[10.0, 17.0]]), np.array([3.0]), np.array([0.8]))
    assert x[10, 17] == x.max() == pytest.approx(0.8)
    np.testing.assert_allclose(x[7:14, 14:21], np.rot90(x[7:14, 14:21]), rtol=1e-12)
    assert x[10, 20] == pytest.approx(0.8 / np.e)


def test_the_same_seed_draws_the_same_pictures_and_another_seed_others():
    a, b, c = blobs.draw(20, seed=3), blobs.draw(20, seed=3), blobs.draw(20, seed=4)
    np.testing.assert_array_equal(a.images, b.images)
    np.testing.assert_array_equal(a.counts, b.counts)
    assert not np.array_equal(a.images, c.images)


def test_pictures_lie_between_0_and_1_and_every_number_of_blobs_comes_up():
    x = blobs.draw(300, seed=5)
    assert x.images.shape == (300, 1, 28, 28)
    assert x.images.dtype == np.float32
    assert (x.images.min(), x.images.max() <= 1) == (0, True)
    assert set(x.counts) == set(range(9))
    assert (blobs.draw(9, seed=6, count=4).counts == 4).all()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: blobs.draw(0, seed=0), "1 or more"),
        (lambda: blobs.draw(2.5, seed=0), "whole number"),  # pyright: ignore[reportArgumentType]
        (lambda: blobs.draw(3, seed=0, count=9), "room for 0 to 8"),
        (lambda: blobs.draw(3, seed=0, count=-1), "room for 0 to 8"),
        (lambda: blobs.load("dev"), 'write "train" or "test"'),
    ],
)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
