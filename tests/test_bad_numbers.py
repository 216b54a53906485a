"""Every number that a public name takes is checked where it enters: its type, that it is finite, and its range.

One line for each parameter: how it is passed, and whether it may be 0, below 0, or no whole number.
"""

# pyright: reportArgumentType=false, reportOperatorIssue=false, reportCallIssue=false, reportOptionalOperand=false

import numpy as np
import pytest

import amteach as am

X = np.zeros((2, 1, 8, 8))
SQUARE = np.eye(2)
F = -1 * am.l2
STATES = lambda: am.walk(F, X, am.ascent(0.1))
POSITIVE, FROM_0, ANY = "above 0", "0 or more", "any"
WHOLE, WHOLE_FROM_0, WHOLE_ANY = "whole, above 0", "whole, 0 or more", "whole"

NUMBERS = {  # a call of one number: what it may be
    "linear(b)": (lambda v: am.linear([1.0], v), ANY),
    "linear_optimum(penalty)": (lambda v: am.linear_optimum([1.0], v), POSITIVE),
    "maximum_optima(penalty)": (lambda v: am.maximum_optima(v), POSITIVE),
    "maximum_optima(d)": (lambda v: am.maximum_optima(1.0, v), WHOLE),
    "lp": (am.lp, POSITIVE),
    "tv": (am.tv, POSITIVE),
    "target": (am.target, ANY),
    "shift(dy)": (lambda v: am.shift(v, 0), WHOLE_ANY),
    "shift(dx)": (lambda v: am.shift(0, v), WHOLE_ANY),
    "jitter": (am.jitter, WHOLE_FROM_0),
    "blur": (am.blur, FROM_0),
    "add_noise": (am.add_noise, FROM_0),
    "dropout": (am.dropout, FROM_0),
    "rotate": (am.rotate, ANY),
    "scale": (am.scale, POSITIVE),
    "random_scale": (lambda v: am.random_scale([v]), POSITIVE),
    "random_rotate": (lambda v: am.random_rotate([v]), ANY),
    "resize": (lambda v: am.resize((v, 3)), WHOLE),
    "fourier": (lambda v: am.fourier((3, v)), WHOLE),
    "reshape": (lambda v: am.reshape((v,)), WHOLE_FROM_0),
    "pad(pixels)": (am.pad, WHOLE_FROM_0),
    "pad(value)": (lambda v: am.pad(1, v), ANY),
    "crop": (am.crop, WHOLE_FROM_0),
    "random_crop(height)": (lambda v: am.random_crop(v, 2), WHOLE),
    "random_crop(width)": (lambda v: am.random_crop(2, v), WHOLE),
    "patches": (am.patches, WHOLE),
    "sigmoid_range(low)": (lambda v: am.sigmoid_range(v, 1e6), ANY),
    "sigmoid_range(high)": (lambda v: am.sigmoid_range(-1e6, v), ANY),
    "standardize(std)": (lambda v: am.standardize(0.0, v), POSITIVE),
    "standardize(mean)": (lambda v: am.standardize(v, 1.0), ANY),
    "alignment(decay)": (am.alignment, POSITIVE),
    "alignment(reach)": (lambda v: am.alignment(2.0, v), WHOLE),
    "caricature(power)": (lambda v: am.caricature(np.ones((1, 2)), v), FROM_0),
    "log_integral(low)": (lambda v: am.log_integral(F, v, 9), ANY),
    "log_integral(high)": (lambda v: am.log_integral(F, -9, v), ANY),
    "log_integral(points)": (lambda v: am.log_integral(F, -9, 9, v), WHOLE),
    "gaussian_samples(n)": (lambda v: am.gaussian_samples(v, [1.0], [[0.0]], [[[1.0]]]), WHOLE_FROM_0),
    "gaussian_samples(seed)": (lambda v: am.gaussian_samples(2, [1.0], [[0.0]], [[[1.0]]], v), WHOLE_FROM_0),
    "check_gradient(seed)": (lambda v: am.check_gradient(am.l2, [[1.0]], seed=v), WHOLE_FROM_0),
    "ascent": (am.ascent, POSITIVE),
    "momentum": (am.momentum, FROM_0),
    "adam(b1)": (am.adam, FROM_0),
    "adam(b2)": (lambda v: am.adam(b2=v), FROM_0),
    "adam(eps)": (lambda v: am.adam(eps=v), FROM_0),
    "blurred": (am.blurred, FROM_0),
    "clipped": (am.clipped, POSITIVE),
    "center_bias(radius)": (lambda v: am.center_bias(v, 1), POSITIVE),
    "center_bias(growth)": (lambda v: am.center_bias(1, v), FROM_0),
    "ball(radius)": (am.ball, POSITIVE),
    "ball(center)": (lambda v: am.ball(1, v), ANY),
    "box(radius)": (am.box, POSITIVE),
    "box(center)": (lambda v: am.box(1, v), ANY),
    "sphere": (am.sphere, POSITIVE),
    "decay": (am.decay, FROM_0),
    "every": (lambda v: am.every(v, am.blur(1)), WHOLE),
    "clip_small_norm": (am.clip_small_norm, FROM_0),
    "clip_small_contribution": (am.clip_small_contribution, FROM_0),
    "bilateral(radius)": (lambda v: am.bilateral(v, 1), POSITIVE),
    "bilateral(contrast)": (lambda v: am.bilateral(1, v), POSITIVE),
    "line_search(rate)": (am.line_search, POSITIVE),
    "line_search(shrink)": (lambda v: am.line_search(shrink=v), POSITIVE),
    "line_search(share)": (lambda v: am.line_search(share=v), POSITIVE),
    "line_search(tries)": (lambda v: am.line_search(tries=v), WHOLE),
    "langevin": (am.langevin, POSITIVE),
    "mala": (am.mala, POSITIVE),
    "evolve(sd)": (am.evolve, POSITIVE),
    "evolve(children)": (lambda v: am.evolve(0.1, v), WHOLE),
    "ppgn(prior_rate)": (lambda v: am.ppgn(F, v, 0, 0), FROM_0),
    "ppgn(rate)": (lambda v: am.ppgn(F, 0, v, 0), FROM_0),
    "ppgn(noise)": (lambda v: am.ppgn(F, 0, 0, v), FROM_0),
    "octaves(size)": (lambda v: am.octaves(F, X, [(v, 8)], am.ascent(0.1)), WHOLE),
    "octaves(seed)": (lambda v: am.octaves(F, X, [(8, 8)], am.ascent(0.1), v), WHOLE_FROM_0),
    "within(radius)": (lambda v: am.within(v, 0.5), POSITIVE),
    "attack(radius)": (lambda v: am.attack(F, X, v), POSITIVE),
    "attack(steps)": (lambda v: am.attack(F, X, 0.1, steps=v), WHOLE_FROM_0),
    "attack(restarts)": (lambda v: am.attack(F, X, 0.1, steps=1, restarts=v), WHOLE),
    "attack(seed)": (lambda v: am.attack(F, X, 0.1, steps=1, seed=v), WHOLE_FROM_0),
    "zeros(shape)": (lambda v: am.zeros((v, 2)), WHOLE_FROM_0),
    "constant(value)": (lambda v: am.constant((2,), v), ANY),
    "uniform(low)": (lambda v: am.uniform((2,), v, 1e6), ANY),
    "uniform(high)": (lambda v: am.uniform((2,), -1e6, v), ANY),
    "uniform(seed)": (lambda v: am.uniform((2,), seed=v), WHOLE_FROM_0),
    "noise(shape)": (lambda v: am.noise((2, v)), WHOLE_FROM_0),
    "noise(sd)": (lambda v: am.noise((2,), v), FROM_0),
    "noise(mean)": (lambda v: am.noise((2,), mean=v), ANY),
    "noise(seed)": (lambda v: am.noise((2,), seed=v), WHOLE_FROM_0),
    "starts(seed)": (lambda v: am.starts("noise", shape=(2,), seed=v), WHOLE_FROM_0),
    "walk(seed)": (lambda v: am.walk(F, X, am.ascent(0.1), v), WHOLE_FROM_0),
    "record(steps)": (lambda v: am.record(STATES(), v), WHOLE_FROM_0),
    "record(every)": (lambda v: am.record(STATES(), 2, v), WHOLE),
    "until_value": (lambda v: am.until_value(STATES(), v), "any, infinite too"),
    "until_still": (lambda v: am.until_still(STATES(), v), FROM_0),
    "until_no_better": (lambda v: am.until_no_better(STATES(), v), WHOLE),
    "progress": (lambda v: am.progress(STATES(), v), WHOLE_FROM_0),
    "burn_in": (lambda v: am.burn_in(am.record(STATES(), 9), v), WHOLE_FROM_0),
    "thin": (lambda v: am.thin(am.record(STATES(), 9), v), WHOLE),
    "gallery(columns)": (lambda v: am.gallery(X, columns=v), WHOLE),
    "visualize(steps)": (lambda v: am.visualize(am.linear(np.ones((1, 8, 8))), shape=(1, 8, 8), steps=v), WHOLE),
    "visualize(seed)": (lambda v: am.visualize(F, shape=(1, 8, 8), seed=v, steps=1), WHOLE_FROM_0),
    "visualize(rate)": (lambda v: am.visualize(F, shape=(1, 8, 8), rate=v, steps=1), POSITIVE),
    "exemplars.top(n)": (lambda v: am.exemplars.top(F, X, n=v), WHOLE),
    "exemplars.top(batch)": (lambda v: am.exemplars.top(F, X, n=1, batch=v), WHOLE),
    "photo(side)": (lambda v: am.photo(side=v), WHOLE),
    "mnist.draw(n)": (lambda v: am.mnist.draw(v, 0), WHOLE),
    "mnist.draw(seed)": (lambda v: am.mnist.draw(1, v), WHOLE_FROM_0),
    "facet_starts": (am.facet_starts, WHOLE_FROM_0),
}
ALIASES = {"random_scale": "scale(", "linear_optimum(penalty)": "λ", "maximum_optima(penalty)": "λ"}
WORDS = {
    "a word": "1",
    "a list": [[1.0], [2.0]],
    "a dict": {},
    "truth": True,
    "complex": 1j,
    "a long word": "9" * 10**6,
}
NOT_FINITE = {"NaN": float("nan"), "infinity": float("inf"), "too many digits": 10**400}
MANY_OF_THEM = ("target", "ball", "box", "standardize")  # take one for each row or pixel
MAY_BE_NONE = ("visualize",)


def bad_values():
    for name, (call, may_be) in NUMBERS.items():
        who = name.partition("(")[0]
        wrong = dict(WORDS) | (NOT_FINITE if "infinite" not in may_be else {"NaN": float("nan")})
        if who not in MAY_BE_NONE:
            wrong["None"] = None
        if who in MANY_OF_THEM:
            del wrong["a list"]
        if "above 0" in may_be:
            wrong["0"] = 0
        if "0" in may_be:
            wrong["-1"] = -1
        if "whole" in may_be:
            wrong["1.5"] = 1.5
        yield from (pytest.param(name, call, value, id=f"{name}-{kind}") for kind, value in wrong.items())


@pytest.mark.parametrize(("name", "call", "value"), bad_values())
def test_a_number_that_cannot_be_is_refused_where_it_enters(name, call, value):
    """The error names the parameter or its function, and what came, and it is short."""
    with pytest.raises((ValueError, TypeError)) as error:
        call(value)
    text = str(error.value)
    who, _, parameter = name.strip(")").partition("(")
    words = {parameter or who, who.rpartition(".")[2], ALIASES.get(name, name)}
    assert any(word in text for word in words), text
    assert len(text) < 500
    if isinstance(value, bool) or value is None or value == "9" * 10**6:
        assert str(value)[:9] in text


NOT_1 = (  # 1 is out of their range
    *("dropout", "momentum", "adam(b1)", "adam(b2)", "line_search(shrink)", "line_search(share)"),
    *("log_integral(low)", "log_integral(high)", "log_integral(points)"),
    *("visualize(steps)", "visualize(seed)", "visualize(rate)"),  # and these take long
)
GOOD = [1, 1.0, np.float32(1), np.int64(1), np.array(1.0)]


@pytest.mark.parametrize("name", [name for name in NUMBERS if name not in NOT_1])
def test_a_number_of_any_class_is_taken(name):
    for value in GOOD:
        NUMBERS[name][0](value)
