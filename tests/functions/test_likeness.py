"""A layer that is to be like another one: inversion, caricature, alignment; other axes, other colours."""

from typing import Any, cast

import numpy as np
import pytest

import amteach as am
from amteach.functions.alignment import alignment
from amteach.functions.axes import permute
from amteach.functions.colours import colours
from amteach.functions.likeness import caricature, feature_inversion

RNG = np.random.default_rng(0)
A, B = RNG.normal(size=(3, 4, 5, 6)), RNG.normal(size=(1, 4, 5, 6))


def test_inversion_finds_the_layer_again():
    """On a = W x with W of full rank the only picture without a difference is the one that b came from."""
    w = RNG.normal(size=(6, 4))
    layer = am.Function(lambda x: (x @ w.T, lambda d: d @ w), "W x")
    x0 = RNG.normal(size=(1, 4))
    f = feature_inversion(layer(x0)) @ layer
    trace = am.record(am.walk(f, RNG.normal(size=(2, 4)), am.ascent(0.3)), steps=2000)
    np.testing.assert_allclose(trace.x[-1], np.repeat(x0, 2, axis=0), atol=1e-3)
    assert f(x0)[0] == 0


def test_inversion_is_measured_in_lengths_of_b():
    np.testing.assert_allclose(feature_inversion(10 * B)(10 * A), feature_inversion(B)(A))
    np.testing.assert_allclose(feature_inversion(B)(2 * B), -1)


@pytest.mark.parametrize("power", [0, 0.5, 1, 3])
def test_caricature_is_its_formula(power):
    inner = (A * B).sum(axis=1)
    cos = inner / np.linalg.norm(A, axis=1) / np.linalg.norm(B, axis=1)
    np.testing.assert_allclose(
        caricature(B, power)(A), (inner * np.maximum(cos, 0.1) ** power).mean(axis=(1, 2)), rtol=1e-10
    )


def test_a_caricature_grows_along_b_and_knows_no_angle_at_0():
    assert caricature(B)(2 * B)[0] == pytest.approx(2 * caricature(B)(B)[0])
    value, grad = caricature(B).value_and_grad(np.zeros((1, 4, 5, 6)))
    np.testing.assert_allclose(value, 0)
    np.testing.assert_allclose(grad, 0.1 * B / 30)


def test_b_may_be_a_tensor_beside_arrays_and_the_other_way_round(torch):
    for likeness in (feature_inversion, caricature):
        expected = likeness(B)(A)
        np.testing.assert_allclose(likeness(torch.from_numpy(B).requires_grad_())(A), expected)
        np.testing.assert_allclose(likeness(B)(torch.from_numpy(A)), expected)


def test_alignment_sums_over_the_pairs():
    a = RNG.normal(size=(6, 4))
    total = sum(((a[i] - a[j]) ** 2).mean() / 3.0 ** abs(i - j) for i in range(6) for j in range(i) if abs(i - j) <= 2)
    assert alignment(3.0, 2)(a).sum() == pytest.approx(-total)
    value, grad = alignment(3.0, 2).value_and_grad(np.repeat(a[:1], 6, axis=0))
    assert not value.any()
    assert not grad.any()


def test_alignment_draws_the_rows_together():
    f = am.linear(np.zeros(4)) + alignment()
    x = am.record(am.walk(f, RNG.normal(size=(5, 4)), am.ascent(0.2)), steps=300).x
    spread = np.ptp(x, axis=1).max(axis=-1)
    assert spread[-1] < 0.01 * spread[0]
    np.testing.assert_allclose(x[-1].mean(axis=0), x[0].mean(axis=0))


def test_permute_is_numpys_transpose_and_its_own_way_back():
    np.testing.assert_array_equal(permute(2, 0, 1)(A), A.transpose(0, 3, 1, 2))
    np.testing.assert_array_equal((permute(1, 2, 0) @ permute(2, 0, 1))(A), A)


def test_colours_are_mixed_at_every_pixel():
    m, b = RNG.normal(size=(2, 4)), RNG.normal(size=2)
    by_hand = np.einsum("oc,nchw->nohw", m, A) + b[:, None, None]
    np.testing.assert_allclose(colours(m, b)(A), by_hand)


BAD = {
    "colours of a vector": (lambda: colours([1.0, 2.0]), r"not shapes \(2,\) and \(\)"),
    "an offset too many": (lambda: colours(np.eye(3), [1.0, 2.0]), r"not shapes \(3, 3\) and \(2,\)"),
    "no finite colours": (lambda: colours(np.full((3, 3), np.nan)), "finite matrix"),
    "other channels": (lambda: colours(np.eye(3))(A), r"\(batch, 3, …, h, w\), not \(3, 4, 5, 6\)"),
    "inversion of 0": (lambda: feature_inversion(0 * B), "not 0"),
    "inversion of a vector": (lambda: feature_inversion(np.ones(3)), r"\(batch, channels, …\)"),
    "another layer": (lambda: caricature(B)(A[:, :3]), r"shape \(3, 3, 5, 6\), and b \(1, 4, 5, 6\)"),
    "two layers for three rows": (lambda: caricature(A[:2])(A), r"shape \(3, 4, 5, 6\), and b \(2, 4, 5, 6\)"),
    "a power below 0": (lambda: caricature(B, -1), "power=-1"),
    "alignment of one": (lambda: alignment()(A[:1]), "1 row"),
    "alignment, no decay": (lambda: alignment(0.0), "decay is finite and above 0"),
    "alignment, half a row": (lambda: alignment(2, cast(Any, 1.5)), "reach is a whole number"),
    "alignment, no reach": (lambda: alignment(2, 0), "reach is a whole number"),
    "an axis twice": (lambda: permute(0, 0, 1), r"each of the axes 0 to 2"),
    "too few axes": (lambda: permute(1, 0)(A), r"rows of 2 axes, but x has the shape \(3, 4, 5, 6\)"),
}


@pytest.mark.parametrize(("call", "message"), BAD.values(), ids=BAD)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
