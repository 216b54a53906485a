"""Operators, directions and steps that cannot be: each is refused at the call that makes it, or at the first step."""

import numpy as np
import pytest

import amteach as am
from amteach.walks.bilateral import bilateral
from amteach.walks.line_search import line_search
from amteach.walks.modifiers import absolute, blurred, center_bias, clipped
from amteach.walks.operators import box, sphere
from amteach.walks.pixels import clip_small_contribution, clip_small_norm
from amteach.walks.scheduled import every

POINTS, IMAGES = np.ones((2, 3)), np.ones((2, 1, 5, 5))
F = -1 * am.l2


def step(how, x0=POINTS):
    return lambda: am.record(am.walk(F, x0, how), 1)


REFUSED = {
    # operators
    "box 0": (lambda: box(0), ValueError, r"box\(0\): the radius must be finite and above 0"),
    "box NaN": (lambda: box(np.nan), ValueError, r"box\(nan\): the radius"),
    "sphere < 0": (lambda: sphere(-1), ValueError, r"sphere\(-1\): the radius"),
    "ball infinite": (lambda: am.ball(np.inf), ValueError, r"ball\(inf\): the radius"),
    "a center of another shape": (
        lambda: am.ball(1.0, np.zeros(4))(POINTS),
        ValueError,
        r"ball: the center has shape \(4,\); it must be .* a picture of shape \(3,\), or a batch of shape \(2, 3\)",
    ),
    "a center for other rows": (lambda: box(1.0, np.zeros((3, 3)))(POINTS), ValueError, r"box: the center has shape"),
    "every 0": (lambda: every(0, am.blur(1)), ValueError, r"every\(0, blur\(1\)\): first the number of steps"),
    "every half": (lambda: every(1.5, am.blur(1)), ValueError, r"every\(1.5, blur\(1\)\)"),  # type: ignore[arg-type]
    "every NaN": (lambda: every(np.nan, am.blur(1)), ValueError, r"every\(nan, blur\(1\)\)"),  # type: ignore[arg-type]
    "every the wrong way round": (lambda: every(am.blur(1), 4), TypeError, r"every\(blur\(1\), 4\): first the number"),  # type: ignore[arg-type]
    "every of no operator": (lambda: every(4, am.blur), TypeError, r"every\(4, .*\): the operator must be a Function"),  # type: ignore[arg-type]
    "more than all pixels": (lambda: clip_small_norm(101), ValueError, r"clip_small_norm\(101\): .* below 100"),
    "all pixels": (lambda: clip_small_norm(100), ValueError, r"clip_small_norm\(100\)"),
    "a negative share": (lambda: clip_small_contribution(-1), ValueError, r"clip_small_contribution\(-1\): the share"),
    "a share of NaN": (lambda: clip_small_norm(np.nan), ValueError, r"clip_small_norm\(nan\)"),
    "small norms of points": (
        step(am.ascent(0.1, operator=clip_small_norm(50))),
        ValueError,
        r"clip_small_norm needs images of shape \(batch, …, h, w\), but x has the shape \(2, 3\)",
    ),
    "small contributions of points": (
        step(am.ascent(0.1, operator=clip_small_contribution(50))),
        ValueError,
        r"clip_small_contribution needs images of shape",
    ),
    "bilateral 0": (lambda: bilateral(0, 1), ValueError, r"bilateral\(0, 1\): both must be finite and above 0"),
    "bilateral without contrast": (lambda: bilateral(1, 0), ValueError, r"bilateral\(1, 0\): both"),
    "bilateral NaN": (lambda: bilateral(1, np.nan), ValueError, r"bilateral\(1, nan\): both"),
    "bilateral of points": (lambda: bilateral(1, 1)(POINTS), ValueError, r"bilateral needs images of shape"),
    "contributions inside f": (
        lambda: am.walk(F @ clip_small_contribution(50), IMAGES, am.ascent(0.1)),
        TypeError,
        r"clip_small_contribution\(50\) acts on the iterate .* write am.ascent\(rate, operator=clip_small_contr",
    ),
    # directions
    "blurred < 0": (lambda: blurred(-1), ValueError, r"blurred\(-1\): the radius is a standard deviation"),
    "blurred without its radius": (
        lambda: blurred(am.adam()),  # type: ignore[arg-type]
        TypeError,
        r"blurred got function where its number belongs: write am.blurred\(1.0, direction\)",
    ),
    "clipped 0": (lambda: clipped(0), ValueError, r"clipped\(0\): the limit is the largest ‖g‖, finite and above 0"),
    "clipped without its limit": (lambda: clipped(am.adam()), TypeError, r"clipped got function .* am.clipped\(1.0"),  # type: ignore[arg-type]
    "center_bias 0": (lambda: center_bias(0, 1), ValueError, r"center_bias\(0, 1\): .* radius above 0"),
    "center_bias that narrows": (lambda: center_bias(1, -1), ValueError, r"center_bias\(1, -1\): .* growth 0 or more"),
    "center_bias without its numbers": (
        lambda: center_bias(1.0, am.adam()),  # type: ignore[arg-type]
        TypeError,
        r"center_bias got function where its number belongs: write am.center_bias\(1.0, 1.0, direction\)",
    ),
    "center_bias of points": (step(am.ascent(0.1, center_bias(1, 1))), ValueError, r"center_bias needs images"),
    "blurred points": (step(am.ascent(0.1, blurred(1))), ValueError, r"blur\(1\) needs images"),
    "brackets forgotten": (
        step(am.ascent(0.1, absolute)),  # type: ignore[arg-type]
        TypeError,
        r"absolute got ndarray, not a direction: write am.absolute\(\), with brackets",
    ),
    "brackets forgotten further in": (
        step(am.ascent(0.1, absolute(am.adam))),  # type: ignore[arg-type]
        TypeError,
        r"adam got ndarray, not a number: write am.adam\(\), with brackets",
    ),
    # steps
    "line search downhill": (lambda: line_search(-1), ValueError, r"line_search\(rate=-1\): .* climb −f"),
    "line search without its rate": (lambda: line_search(am.adam()), TypeError, r"line_search needs its rate: write"),  # type: ignore[arg-type]
    "line search along an operator": (lambda: line_search(1, am.blur(1)), TypeError, r"blur\(1\) is not a direction"),  # type: ignore[arg-type]
    "a shrink that grows": (
        lambda: line_search(1, shrink=2),
        ValueError,
        r"line_search\(shrink=2\): shrink lies between 0",
    ),
    "a share of all": (lambda: line_search(1, share=1), ValueError, r"line_search\(share=1\): share lies between 0"),
    "no tries": (lambda: line_search(1, tries=0), ValueError, r"tries=0\): at least one try is needed"),
}


@pytest.mark.parametrize(("call", "error", "words"), REFUSED.values(), ids=REFUSED)
def test_is_refused_in_so_many_words(call, error, words):
    with pytest.raises(error, match=words):
        call()
