"""A parameter or a formula that makes no sense is refused where it is written down, before any x is seen."""

import numpy as np
import pytest

import amteach as am

POINT, BATCH = np.zeros(3), np.zeros((2, 3))

REFUSED = {
    # the bounds on a penalty
    "λ < 0": (
        lambda: am.linear_optimum([1.0], -1),
        ValueError,
        r"λ = -1: a penalty is a finite number ≥ 0.*f \+ c \* am.l2",
    ),
    "λ is NaN": (lambda: am.linear_optimum([1.0], np.nan), ValueError, r"λ = nan: a penalty is a finite number"),
    "λ is infinite": (lambda: am.maximum_optima(np.inf), ValueError, r"λ = inf: a penalty is a finite number"),
    "λ = 0": (lambda: am.linear_optimum([1.0], 0), ValueError, r"λ = 0: .* no maximum, it grows for ever; write λ > 0"),
    "λ = 0, two maxima": (lambda: am.maximum_optima(0), ValueError, r"λ = 0: .* no maximum"),
    "λ is NaN in f": (lambda: am.logit(0) - np.nan * am.l2, ValueError, r"nan \* \(‖x‖²\): .* a finite number"),
    # parameters
    "ties": (lambda: am.maximum(ties="last"), ValueError, r"ties='last' is neither \"first\" nor \"even\""),
    "lp below 1": (lambda: am.lp(0.5), ValueError, r"lp\(0.5\): the exponent must be finite and ≥ 1"),
    "lp(nan)": (lambda: am.lp(np.nan), ValueError, r"lp\(nan\): the exponent must be finite and ≥ 1"),
    "lp(inf)": (lambda: am.lp(np.inf), ValueError, r"the exponent must be finite"),
    "jitter(nan)": (lambda: am.jitter(np.nan), ValueError, r"the reach is a whole number of pixels"),  # type: ignore[arg-type]
    "momentum(1)": (lambda: am.momentum(1), ValueError, r"momentum\(1\): the share of the past"),
    "adam(b1=1)": (lambda: am.adam(b1=1), ValueError, r"adam\(1\): the share of the past"),
    "an operator for a direction": (
        lambda: am.ascent(1.0, am.clip()),  # type: ignore[arg-type]
        TypeError,
        r"for an operator write am.ascent\(rate, operator",
    ),
    "clip without brackets": (lambda: am.ascent(1.0, operator=am.clip), TypeError, r"write operator=am.clip\(0, 1\)"),  # type: ignore[arg-type]
    "adam without brackets": (
        lambda: am.record(am.walk(am.l2, POINT[None], am.ascent(1.0, am.adam)), 1),  # type: ignore[arg-type]
        TypeError,
        r"write am.adam\(\), with brackets",
    ),
    "ascent without its rate": (lambda: am.ascent(am.l2), TypeError, r"write step=am.ascent\(0.1\)"),  # type: ignore[arg-type]
    "a number for a step": (lambda: am.walk(am.l2, POINT, 0.1), TypeError, r"such as am.ascent\(rate=0.1\)"),  # type: ignore[arg-type]
    "a score without its gradient": (
        lambda: am.score(lambda x: am.dot(x, x))(POINT),
        TypeError,
        r"must return two arrays.*return value, grad",
    ),
    "jitter < 0": (
        lambda: am.jitter(-1),
        ValueError,
        r"jitter\(-1\): the reach is a whole number of pixels, 0 or more",
    ),
    "jitter by halves": (lambda: am.jitter(1.5), ValueError, r"jitter\(1.5\): .* whole number of pixels"),  # type: ignore[arg-type]
    "blur < 0": (lambda: am.blur(-0.5), ValueError, r"blur\(-0.5\): .* standard deviation in pixels, finite and ≥ 0"),
    "blur(nan)": (lambda: am.blur(np.nan), ValueError, r"blur\(nan\): .* finite"),
    "blur(inf)": (lambda: am.blur(np.inf), ValueError, r"blur\(inf\): .* finite"),
    # the algebra
    "f + 1": (lambda: am.l2 + 1, TypeError, r"\(‖x‖²\) \+ 1: only a Function can be added to a Function"),  # type: ignore[operator]
    "f − 1": (lambda: am.l2 - 1, TypeError, r"only a Function can be added"),  # type: ignore[operator]
    "f + array": (lambda: am.l2 + POINT, TypeError, r"only a Function can be added"),  # type: ignore[operator]
    "1 + f": (lambda: 1 + am.l2, TypeError, r"only a Function can be added"),  # type: ignore[operator]
    "1 − f": (lambda: 1 - am.l2, TypeError, r"only a Function can be added"),  # type: ignore[operator]
    "array + f": (lambda: POINT + am.l2, TypeError, r"only a Function can be added"),  # type: ignore[operator]
    "f @ x": (lambda: am.l2 @ BATCH, TypeError, r"‖x‖² @ .* composes two Functions; to evaluate it at x write f\(x\)"),  # type: ignore[operator]
    "f @ a plain function": (lambda: am.l2 @ np.tanh, TypeError, r"composes two Functions"),  # type: ignore[operator]
    "f * g": (lambda: am.l2 * am.l2, TypeError, r"is multiplied by a finite number; f∘g is f @ g"),  # type: ignore[operator]
    "array * f": (lambda: POINT * am.l2, TypeError, r"is multiplied by a finite number"),  # type: ignore[operator]
    "inf * f": (lambda: np.inf * am.l2, ValueError, r"inf \* \(‖x‖²\): a Function is multiplied by a finite number"),
    "1e200 * (1e200 * f)": (lambda: 1e200 * (1e200 * am.l2), ValueError, r"inf \* .* a finite number"),
}


@pytest.mark.parametrize(("call", "error", "words"), REFUSED.values(), ids=REFUSED)
def test_is_refused_in_so_many_words(call, error, words):
    with pytest.raises(error, match=words):
        call()
