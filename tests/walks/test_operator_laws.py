"""Laws for the operators that are not differentiated: kind, dtype, device, rows, and that x is left as it was.

The others stand in the table of all Functions, tests/functions/conftest.py.
"""

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import to_numpy
from amteach.walks.bilateral import bilateral
from amteach.walks.operators import sphere
from amteach.walks.pixels import clip_small_contribution
from amteach.walks.scheduled import every, for_step

SHAPE = (3, 2, 5, 6)
X, PATTERN = np.random.default_rng(0).normal(size=(2, *SHAPE))
F = am.linear(PATTERN[0]) - 0.1 * am.l2
OPERATORS = {
    "bilateral": bilateral(1.0, 0.5),
    "clip_small_contribution": clip_small_contribution(40),
    "every": every(1, am.blur(0.5)),
    "several": am.clip(-1, 1) @ every(1, clip_small_contribution(40) @ sphere(3.0)) @ am.decay(0.1),
}
every_operator = pytest.mark.parametrize("operator", OPERATORS.values(), ids=OPERATORS)


def once(operator, x):
    """The operator on x, in a step that begins at x."""
    return for_step(operator, next(am.walk(F, x, am.ascent(1.0))))(x)


@every_operator
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_the_dtype_the_kind_and_the_shape_of_x_are_kept(operator, dtype, kind):
    x = kind(X.astype(dtype))
    y = once(operator, x)
    assert type(y) is type(x)
    assert y.dtype == x.dtype
    assert y.shape == x.shape


@every_operator
def test_numpy_and_torch_agree(operator, torch):
    assert np.allclose(once(operator, X), once(operator, torch.from_numpy(X)), rtol=1e-12, atol=1e-12)


@every_operator
def test_a_row_does_not_depend_on_the_other_rows(operator, kind):
    together, alone = once(operator, kind(X)), once(operator, kind(X[1:2]))
    assert np.allclose(to_numpy(together)[1], to_numpy(alone)[0], rtol=1e-12, atol=1e-14)


@every_operator
def test_x_is_left_as_it_was(operator, kind):
    x = kind(X)
    once(operator, x)
    assert np.array_equal(to_numpy(x), X)


@pytest.mark.parametrize("name", [name for name in OPERATORS if name not in ("clip_small_contribution", "several")])
def test_the_device_of_x_is_kept(name, torch):
    """On torch's meta device, which has shapes and no numbers."""
    x, operator = torch.zeros(SHAPE, device="meta"), OPERATORS[name]
    state = am.State(0, x, x, x, F)
    assert for_step(operator, state)(x).device == x.device


@every_operator
def test_the_walk_with_it_replays_and_stays_finite(operator, kind):
    first, second = (am.record(am.walk(F, kind(X), am.ascent(0.1, am.adam(), operator)), steps=5) for _ in range(2))
    assert np.array_equal(to_numpy(first.x), to_numpy(second.x))
    assert np.isfinite(to_numpy(first.x)).all()
