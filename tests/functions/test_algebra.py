"""The laws of the algebra, in value and in gradient."""

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import to_numpy

A, B, C = am.linear(w=[1.0, -2.0, 0.5], b=0.25), am.l2, am.log_softmax(1)
G = am.plane([0.1, 0.2, 0.3], [1.0, 0.0, 2.0], [0.0, -1.0, 1.0])
POINTS = np.random.default_rng(0).normal(size=(5, 3))
CODES = np.random.default_rng(1).normal(size=(5, 2))


def same(f, g, x, as_kind):
    """Whether f and g are the same function at the rows of x: in value and in gradient."""
    pairs = zip(f.value_and_grad(as_kind(x)), g.value_and_grad(as_kind(x)), strict=True)
    return all(np.allclose(to_numpy(a), to_numpy(b), rtol=1e-12, atol=1e-12) for a, b in pairs)


LAWS = {
    "A + B = B + A": (A + B, B + A, POINTS),
    "(A + B) + C = A + (B + C)": ((A + B) + C, A + (B + C), POINTS),
    "A - B = A + (-1) B": (A - B, A + (-1) * B, POINTS),
    "A - (B - C) = A - B + C": (A - (B - C), A - B + C, POINTS),
    "−(−A) = A": (-1 * -A, A, POINTS),
    "3 (2 A) = 6 A": (3 * (2 * A), 6 * A, POINTS),
    "A 2 = 2 A": (A * 2, 2 * A, POINTS),
    "2 (A + B) = 2 A + 2 B": (2 * (A + B), 2 * A + 2 * B, POINTS),
    "A - A = 0": (A - A, 0 * A, POINTS),
    "(A + B) ∘ G = A ∘ G + B ∘ G": ((A + B) @ G, A @ G + B @ G, CODES),
    "(2 A) ∘ G = 2 (A ∘ G)": ((2 * A) @ G, 2 * (A @ G), CODES),
    "A ∘ identity = A": (A @ am.identity, A, POINTS),
    "identity ∘ A = A": (am.identity @ A, A, POINTS),
    "(A ∘ clip) ∘ G = A ∘ (clip ∘ G)": ((A @ am.clip(-1, 1)) @ G, A @ (am.clip(-1, 1) @ G), CODES),
    "‖2x‖² = 4 ‖x‖²": (B @ (2 * am.identity), 4 * B, POINTS),
    "‖-x‖² = ‖x‖²": (B @ -am.identity, B, POINTS),
    "‖x + x‖² = 4 ‖x‖²": (B @ (am.identity + am.identity), 4 * B, POINTS),
}


@pytest.mark.parametrize(("left", "right", "x"), LAWS.values(), ids=LAWS)
def test_law(left, right, x, kind):
    assert same(left, right, x, kind)


def test_a_sum_of_multiples_is_the_sum_of_multiples():
    f = 2 * A + 3 * B
    value, gradient = f.value_and_grad(POINTS)
    (a, da), (b, db) = A.value_and_grad(POINTS), B.value_and_grad(POINTS)
    assert np.allclose(value, 2 * a + 3 * b)
    assert np.allclose(gradient, 2 * da + 3 * db)


def test_building_on_a_function_leaves_it_as_it_was():
    before = A.name, *A.value_and_grad(POINTS)
    _ = 2 * A + 3 * (A @ am.identity), -A, A - A
    after = A.name, *A.value_and_grad(POINTS)
    assert all(np.array_equal(old, new) for old, new in zip(before, after, strict=True))


def test_a_function_cannot_be_changed():
    with pytest.raises(AttributeError):
        A.name = "another"  # type: ignore[misc]


@pytest.mark.parametrize("number", [2, 2.0, np.float64(2), np.float32(2), np.int64(2)], ids=repr)
def test_any_kind_of_number_multiplies_from_either_side(number, kind):
    for f in (number * A, A * number):
        assert repr(f) == "2 (w·x + b)"
        assert same(f, A + A, POINTS, kind)


def test_a_number_of_double_precision_leaves_single_precision_alone():
    x = POINTS.astype(np.float32)
    assert all(part.dtype == np.float32 for part in (np.float64(2) * A - np.float64(0.1) * B).value_and_grad(x))


SUMS = {
    "one term": (A, 1, POINTS),
    "A − 2 B + C": (A - 2 * B + C, 3, POINTS),
    "−(A − (B + C))": (-(A - (B + C)), 3, POINTS),
    "(A − 2 B) ∘ G": ((A - 2 * B) @ G, 2, CODES),
    "((A − 2 B) ∘ clip + C) ∘ G": (((A - 2 * B) @ am.clip(-1, 1) + C) @ G, 3, CODES),
    "a sum inside is one term: ‖x + 2x‖²": (B @ (am.identity + 2 * am.identity), 1, POINTS),
}


@pytest.mark.parametrize(("f", "count", "x"), SUMS.values(), ids=SUMS)
def test_the_terms_sum_to_the_value_and_to_the_gradient(f, count, x, kind):
    parts = [term.value_and_grad(kind(x)) for term in f.terms]
    value, gradient = f.value_and_grad(kind(x))
    assert len(parts) == count
    assert np.allclose(to_numpy(sum(v for v, _ in parts)), to_numpy(value))
    assert np.allclose(to_numpy(sum(d for _, d in parts)), to_numpy(gradient))


def test_a_score_weighs_each_row_by_the_gradient_of_that_row():
    _, pullback = am.l2.forward(POINTS)
    assert np.allclose(pullback(np.arange(5.0)), np.arange(5.0)[:, None] * 2 * POINTS)
