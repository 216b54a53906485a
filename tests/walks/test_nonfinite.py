"""Where NaN or infinity first appeared: at which step, in which row, in which part of f."""

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import namespace


def root(name="root"):
    """√x, coordinate by coordinate: NaN below zero, and at zero an infinite gradient."""

    def forward(x):
        with np.errstate(all="ignore"):
            y = namespace(x).sqrt(x)
        return y, lambda d: d / (2 * y)

    return am.Function(forward, name)


def norm():
    """‖x‖ as a student writes it: its gradient x / ‖x‖ is 0/0 at zero."""

    def value_and_grad(x):
        length = namespace(x).sqrt(am.dot(x, x))
        return length, x / am.rows(length, x)

    return am.score(value_and_grad, "norm")


total = am.linear([1.0, 1.0])
PLACES = {
    "the inner part of f ∘ g": (total @ root(), "root"),
    "a part in the middle": (am.l2 @ root() @ am.decay(0.5), "root"),
    "the inner part of an inner part": (am.l2 @ (am.decay(0.5) @ root()), "root"),
    "one summand of two": (am.l2 + total @ root(), "root"),
    "under a factor": (am.l2 - 3 * (total @ root()), "root"),
    "deep inside": ((2 * (am.l2 - total @ root()) + am.l2) @ am.identity, "root"),
    "the outer part": (am.Function(lambda y: (y / 0 * 0, lambda d: d), "broken") @ total, "broken"),
    "f itself": (am.Function(lambda x: (am.dot(x, x) * np.nan, lambda d: 0 * x), "broken"), "broken"),
}


@pytest.mark.parametrize(("f", "place"), PLACES.values(), ids=PLACES)
@pytest.mark.filterwarnings("ignore:divide by zero")
def test_the_innermost_part_that_makes_it_is_named(f, place, kind):
    x0 = kind([[1.0, 4.0], [1.0, -4.0]])
    row = 1 if place == "root" else 0
    with pytest.raises(
        am.Diverged, match=rf"^step 0: the objective is nan in row {row}, first in {place}; start elsewhere"
    ):
        am.walk(f, x0, am.ascent(0.1))


def test_the_step_is_counted_and_the_walk_up_to_there_is_kept(kind):
    """On −(x₁ + x₂) x falls by 1 a step, from 3.5 to −0.5 at step 4, where the root has no value."""
    f = 0 * (total @ root()) - total
    with pytest.warns(RuntimeWarning, match="stopped at step 4: the objective is nan in row 0, first in root"):
        trace = am.record(am.walk(f, kind([[3.5, 9.0]]), am.ascent(1.0)), steps=10)
    assert trace.note.startswith("step 4: ")
    assert list(trace.t) == [0, 1, 2, 3]


@pytest.mark.filterwarnings("ignore:invalid value")
def test_a_finite_value_with_a_gradient_that_is_not_is_said_to_be_that(kind):
    with pytest.raises(am.Diverged, match=r"step 0: .* finite, but its gradient is nan at index \(1, 0\), in −norm"):
        am.walk(-norm(), kind([[3.0, 4.0], [0.0, 0.0]]), am.ascent(0.1))


def test_finite_numbers_whose_sum_is_not_finite_are_finite(kind):
    """Two rows of 1.5·10³⁰⁸ are each as good as any; only their sum is too large."""
    huge = am.linear([1.5e308, 0.0])
    state = next(am.walk(huge, kind([[1.0, 0.0], [1.0, 0.0]]), am.ascent(1e-9)))
    assert bool(namespace(state.value).all(namespace(state.value).isfinite(state.value)))


def test_no_warning_of_numpy_is_mixed_into_what_the_walk_says():
    """One statement, the walk's own: at the start as well as later."""
    with pytest.raises(am.Diverged, match="first in ‖x‖_6\\^6"), np.errstate(all="raise"):
        am.walk(am.lp(6), [[1e60]], am.ascent(0.1))


def test_a_penalty_of_the_wrong_sign_is_found_out():
    """Added in the place of subtracted, it has no maximum."""
    f = am.linear(w=[1.0, 2.0]) + 0.5 * am.l2
    with pytest.warns(RuntimeWarning, match="step"):
        trace = am.record(am.walk(f, [[0.0, 0.0]], am.ascent(0.5)), steps=3000)
    assert trace.note.endswith("subtract a penalty (f − 0.1 * am.l2; added, it drives the walk away)")
    assert trace.t[-1] > 100
