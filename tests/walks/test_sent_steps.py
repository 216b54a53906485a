"""A step that has been sent to another process takes the same steps there, to the bit; so does a Trace's way back."""

import pickle

import numpy as np
import pytest

import amteach as am

cloudpickle = pytest.importorskip("cloudpickle")

W = np.random.default_rng(1).normal(size=(6, 6))
F = am.linear(W) - 0.5 * am.l2
RANDOM = am.linear(W) @ am.jitter(2) - 0.5 * am.l2
X0 = np.random.default_rng(0).normal(size=(3, 6, 6))
DIRECTIONS = {name: getattr(am, name) for name in ("steepest", "normalized", "sign")} | {
    "momentum": am.momentum(),
    "adam": am.adam(),
}
DIRECTIONS |= {name: getattr(am, name)(am.adam()) for name in ("absolute", "invert", "negate", "relu", "small_values")}
DIRECTIONS |= {
    "blurred": am.blurred(0.5),
    "center_bias": am.center_bias(2.0, 0.1),
    "clipped": am.clipped(0.5),
}
OPERATORS = {
    "ball": am.ball(1.0),
    "bilateral": am.bilateral(1.0, 0.5),
    "box": am.box(0.5, X0),
    "clip": am.clip(-1, 1),
    "clip_small_contribution": am.clip_small_contribution(20),
    "clip_small_norm": am.clip_small_norm(20),
    "decay": am.decay(0.1),
    "every": am.every(2, am.blur(0.5)),
    "sphere": am.sphere(2.0),
    "a random one": am.blur(0.3) @ am.jitter(1),
}
PICTURES = ("bilateral", "clip_small_contribution", "clip_small_norm", "blurred", "center_bias")
STEPS = {
    **{f"ascent, {name}": am.ascent(0.05, direction) for name, direction in DIRECTIONS.items()},
    **{f"ascent, {name}": am.ascent(0.05, am.steepest, operator) for name, operator in OPERATORS.items()},
    "evolve": am.evolve(0.3, 4),
    "langevin": am.langevin(0.05),
    "line_search": am.line_search(0.5),
    "mala": am.mala(0.05),
    "ppgn": am.ppgn(-1.0 * am.l2, 0.1, 0.1, 0.01),
}


@pytest.mark.parametrize("name", STEPS)
def test_a_step_is_the_same_elsewhere(name, elsewhere):
    x0 = X0[:, None] if any(word in name for word in PICTURES) else X0
    f = am.linear(W[None]) - 0.5 * am.l2 if x0.ndim == 4 else RANDOM if "ascent" in name else F
    walk = {"f": f, "x0": x0, "step": STEPS[name], "seed": 3}
    record = "__import__('amteach').record(__import__('amteach').walk(f, x0, step, seed), 6)"
    there, here = elsewhere(record, cloudpickle, **walk), am.record(am.walk(**walk), 6)
    assert there.description == here.description
    for part in ("t", "x", "value", "grad", "accepted"):
        assert np.array_equal(getattr(there, part), getattr(here, part))


def test_a_trace_is_plain_data():
    trace = am.record(am.walk(F, X0, am.ascent(0.1)), 3, terms=True)
    sent = pickle.loads(pickle.dumps(trace))
    assert np.array_equal(sent.x, trace.x)
    assert sent.terms.keys() == trace.terms.keys()
