"""Theorems that hold for every Function there is: one table, each law stated once.

J is the derivative of f at x. A pullback is Jᵀ, whatever f computes; so nothing below knows what any of them computes.
"""

import re
from importlib import import_module
from inspect import isfunction
from pkgutil import iter_modules

import numpy as np
import pytest

import amteach as am
from amteach import functions
from amteach.functions.arrays import to_numpy


@pytest.mark.parametrize("seed", range(3))
def test_the_pullback_is_the_transpose_of_the_derivative(every_function, seed, kind):
    """⟨J v, d⟩ = ⟨v, Jᵀ d⟩, with J v from central differences."""
    f, shape = every_function
    x, v = np.random.default_rng(seed).normal(size=(2, 3, *shape))
    h = 1e-6
    jv = (to_numpy(f(kind(x + h * v))) - to_numpy(f(kind(x - h * v)))) / (2 * h)
    d = np.random.default_rng(seed + 100).normal(size=jv.shape)
    _, pullback = f.forward(kind(x))
    transposed = to_numpy(pullback(kind(d)))
    assert transposed.shape == x.shape
    assert np.isclose(np.sum(jv * d), np.sum(v * transposed), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_the_dtype_and_the_kind_of_x_are_kept(every_function, dtype, kind):
    f, shape = every_function
    x = kind(np.random.default_rng(0).normal(size=(3, *shape)).astype(dtype))
    y, pullback = f.forward(x)
    dx = pullback(y)
    assert type(y) is type(x) is type(dx)
    assert y.dtype == x.dtype == dx.dtype


def test_the_device_of_x_is_kept(every_function, torch):
    """On torch's meta device, which has shapes and no numbers: an array made on the host would not mix with it."""
    f, shape = every_function
    x = torch.zeros((3, *shape), device="meta")
    y, pullback = f.forward(x)
    assert y.device == pullback(y).device == x.device


def test_numpy_and_torch_agree(every_function, torch):
    f, shape = every_function
    x = np.random.default_rng(0).normal(size=(3, *shape))
    y, pullback = f.forward(x)
    y_torch, pullback_torch = f.forward(torch.from_numpy(x))
    assert np.allclose(y, y_torch, rtol=1e-12, atol=1e-12)
    assert np.allclose(pullback(y), pullback_torch(y_torch), rtol=1e-12, atol=1e-12)


def test_a_row_does_not_depend_on_the_other_rows(every_rowwise_function, kind):
    """Row 1 of a batch is what the Function makes of a batch of that row alone."""
    f, shape = every_rowwise_function
    x = np.random.default_rng(0).normal(size=(3, *shape))
    y, pullback = f.forward(kind(x))
    y1, pullback1 = f.forward(kind(x[1:2]))
    assert np.allclose(to_numpy(y)[1], to_numpy(y1)[0], rtol=1e-12)
    assert np.allclose(to_numpy(pullback(y))[1], to_numpy(pullback1(y1))[0], rtol=1e-12, atol=1e-14)


def test_neither_x_nor_the_gradient_handed_in_is_changed(every_function, kind):
    f, shape = every_function
    x = kind(np.random.default_rng(0).normal(size=(3, *shape)))
    before = to_numpy(x).copy()
    y, pullback = f.forward(x)
    d = y + 1
    d_before = to_numpy(d).copy()
    pullback(d)
    pullback(d)
    assert np.array_equal(to_numpy(x), before)
    assert np.array_equal(to_numpy(d), d_before)


def test_a_pullback_is_linear_and_may_be_called_twice(every_function, kind):
    f, shape = every_function
    x = kind(np.random.default_rng(0).normal(size=(3, *shape)))
    y, pullback = f.forward(x)
    c, d = y + 1, 3 - y
    of_sum, sum_of = pullback(2 * c - 3 * d), 2 * pullback(c) - 3 * pullback(d)
    assert np.allclose(to_numpy(of_sum), to_numpy(sum_of), rtol=1e-10, atol=1e-10)


ELSEWHERE = {  # public names that make a Function and have no row, and why
    "random": "all rows that are drawn were made by it",
    "separable": "blur, scale and resize are made by it",
    "bilateral": "not differentiated: tests/walks/test_operator_laws.py",
    "clip_small_contribution": "needs the state of a walk: tests/walks/test_operator_laws.py",
    "every": "needs the state of a walk: tests/walks/test_operator_laws.py",
    "from_torch": "differentiated by torch: tests/bridge",
    "with_relu_rule": "differentiated by torch: tests/bridge",
}


def public_functions():
    """The names in amteach, and in the files of functions/, that are a Function or make one."""
    rooms = [import_module(f"amteach.functions.{module.name}") for module in iter_modules(functions.__path__)]
    for room in (am, *rooms):
        for name in dir(room):
            what = None if name.startswith("_") else getattr(room, name)
            makes = isfunction(what) and what.__annotations__.get("return") in ("Function", am.Function)
            if makes or isinstance(what, am.Function):
                yield name


def test_every_public_function_has_a_row(table_of_functions, torch):
    """Whoever adds a Function adds a row, and all these laws hold for it."""
    assert {"l2", "linear", "clip", "from_torch"} <= set(public_functions())
    rows = {re.split(r"\W", row)[0] for row in table_of_functions}
    missing = set(public_functions()) - rows
    assert missing == set(ELSEWHERE), f"rows are missing in tests/functions/conftest.py: {missing - set(ELSEWHERE)}"
