"""Pictures that do not fit, and penalties, transforms and ranges that make no sense, are refused in words."""

import numpy as np
import pytest

from amteach.functions.gaussians import gaussian_mixture
from amteach.functions.pad_and_crop import crop, flip, pad, random_crop
from amteach.functions.parametrizations import decorrelated_colour, sigmoid_range
from amteach.functions.patches import patch_statistics, patches
from amteach.functions.penalties import tv
from amteach.functions.rotation import random_rotate, rotate
from amteach.functions.scales import random_scale, resize, scale
from amteach.functions.transforms import add_noise

X, ONE = np.zeros((2, 4, 6)), np.eye(2)[None]
DRAW = np.random.default_rng(0)


def mixture(weights=(0.5, 0.5), means=((0, 0), (1, 1)), covariances=(ONE[0], ONE[0])):
    return gaussian_mixture(weights, means, covariances)


NO_BATCH = {f.name: f for f in (tv(1), patches(2), rotate(5), scale(2), resize((3, 3)), pad(1), crop(1), flip)}


@pytest.mark.parametrize("f", NO_BATCH.values(), ids=NO_BATCH)
def test_a_picture_without_its_batch_is_refused_by_all(f):
    with pytest.raises(ValueError, match=r"needs images of shape .* \(4, 6\): for one image write x\[None\]"):
        f(X[0])


REFUSED = {
    # larger than the picture
    "patches(5) of 4×6": (lambda: patches(5)(X), ValueError, r"the picture is 4×6, too small for a patch of 5×5"),
    "crop(2) of 4×6": (
        lambda: crop(2)(X),
        ValueError,
        r"crop\(2\): the picture is 4×6, too small to leave 0×2.*pad it",
    ),
    "random_crop(5, 5) of 4×6": (
        lambda: random_crop(5, 5).draw(DRAW)(X),
        ValueError,
        r"random_crop\(5, 5\): the picture is 4×6, too small to leave 5×5",
    ),
    # parameters
    "tv(0.5)": (lambda: tv(0.5), ValueError, r"tv\(0.5\): the exponent must be finite and ≥ 1; below 1"),
    "tv(nan)": (lambda: tv(np.nan), ValueError, r"the exponent must be finite and ≥ 1"),
    "rotate(nan)": (lambda: rotate(np.nan), ValueError, r"rotate\(nan\): the angle is a finite number of degrees"),
    "random_rotate(5)": (lambda: random_rotate(5), ValueError, r"write the numbers .* random_rotate\(range\(-5, 6\)\)"),  # type: ignore[arg-type]
    "random_rotate()": (lambda: random_rotate([]), ValueError, r"random_rotate\(\[\]\): write the numbers"),
    "scale(0)": (lambda: scale(0), ValueError, r"scale\(0\): the factor is finite and above 0"),
    "scale(-1)": (lambda: scale(-1), ValueError, r"scale\(-1\): the factor"),
    "random_scale(1.1)": (lambda: random_scale(1.1), ValueError, r"random_scale\(\[0.95, 1, 1.05\]\)"),  # type: ignore[arg-type]
    "random_scale([1, -1])": (lambda: random_scale([1, -1]), ValueError, r"scale\(-1.0\): the factor is finite"),
    "resize to nothing": (lambda: resize((0, 4)), ValueError, r"resize\(\(0, 4\)\): .* two whole numbers of pixels"),
    "resize by halves": (lambda: resize((1.5, 4)), ValueError, r"two whole numbers of pixels"),  # type: ignore[arg-type]
    "pad(-1)": (lambda: pad(-1), ValueError, r"pad\(-1\): a whole number of pixels is needed, 0 or more"),
    "pad(1.5)": (lambda: pad(1.5), ValueError, r"pad\(1.5\): a whole number"),  # type: ignore[arg-type]
    "crop(nan)": (lambda: crop(np.nan), ValueError, r"crop\(nan\): a whole number"),  # type: ignore[arg-type]
    "random_crop(0, 1)": (lambda: random_crop(0, 1), ValueError, r"random_crop\(0\): .* 1 or more"),
    "patches(0)": (lambda: patches(0), ValueError, r"patches\(0\): the side of a patch is a whole number"),
    "add_noise(-1)": (lambda: add_noise(-1), ValueError, r"add_noise\(-1\): the standard deviation is finite and ≥ 0"),
    "range upside down": (lambda: sigmoid_range(1, 0), ValueError, r"sigmoid_range\(1, 0\): .* low below high"),
    "range without end": (lambda: sigmoid_range(0, np.inf), ValueError, r"both ends must be finite"),
    # shapes and numbers
    "grey in colour": (lambda: decorrelated_colour(X[:, None]), ValueError, r"\(batch, 3, h, w\), but z has \(2, 1, 4"),
    "no channels in colour": (lambda: decorrelated_colour(X), ValueError, r"needs z of shape \(batch, 3, h, w\)"),
    "a picture for patches": (
        lambda: mixture()(X[:, None]),
        ValueError,
        r"a prior on patches of 2 numbers got x of shape \(2, 1, 4, 6\).*\.\.\. @ am.patches\(size\)",
    ),
    "patches of another size": (
        lambda: (patch_statistics([0.0], [[1.0]]) @ patches(2))(X),
        ValueError,
        r"a prior on patches of 1 numbers .*channels · size² = 1",
    ),
    "statistics that do not fit": (lambda: patch_statistics([0.0, 0.0], [[1.0]]), ValueError, r"\(2,\) and \(1, 1\)"),
    "an asymmetric covariance": (lambda: patch_statistics([0, 0], [[1, 2], [0, 1]]), ValueError, r"a symmetric cov"),
    "3 weights for 2 parts": (lambda: mixture(weights=(0.2, 0.3, 0.5)), ValueError, r"but these are \(3,\), \(2, 2\)"),
    "a negative weight": (lambda: mixture(weights=(1.5, -0.5)), ValueError, r"above 0 and sum to 1, but these are"),
    "weights of 2 in all": (lambda: mixture(weights=(1, 1)), ValueError, r"above 0 and sum to 1"),
    "a covariance of sign": (lambda: mixture(covariances=(ONE[0], -ONE[0])), ValueError, r"not positive definite"),
    "a covariance askew": (
        lambda: mixture(covariances=(ONE[0], [[2, 1], [0, 2]])),
        ValueError,
        r"is symmetric, and one",
    ),
    # dtypes
    "whole numbers to rotate": (lambda: rotate(5)(X.astype(int)), TypeError, r"x holds int64.*write x.astype\(float\)"),
    "whole numbers to scale": (lambda: scale(2)(X.astype(int)), TypeError, r"x holds int64"),
}


@pytest.mark.parametrize(("call", "error", "words"), REFUSED.values(), ids=REFUSED)
def test_is_refused_in_so_many_words(call, error, words):
    with pytest.raises(error, match=words):
        call()


@pytest.mark.parametrize("f", [random_rotate([5]), random_scale([2]), random_crop(2, 2), add_noise(1)], ids=repr)
def test_what_is_random_refuses_to_be_evaluated_undrawn(f):
    assert f.is_random
    with pytest.raises(ValueError, match=r"is random: walk\(f, ...\) draws it anew.*f\.draw\(rng\)\(x\)"):
        f(X)
