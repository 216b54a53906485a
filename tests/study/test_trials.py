"""The design of the study: what is asked, how often, with which pictures, and that the right answer is right."""

from collections import Counter

import numpy as np
import pytest

from amteach.data.drawn_digits import draw
from amteach.study.references import SHOWN, natural, synthetic
from amteach.study.trials import CATCH, TRIALS, order, trial, trials
from amteach.study.units import activations


def activation(pictures, unit):
    """What the network itself says, of pictures that went through bytes."""
    return activations()(pictures[:, None] / 255.0)[:, unit]


def rows(pictures):
    return {picture.tobytes() for picture in pictures}


def test_as_many_of_each_kind_as_the_design_says(thirty_trials):
    assert Counter(t.block for t in thirty_trials if not t.catch) == {"practice": 3, **TRIALS}
    assert Counter(t.block for t in thirty_trials if t.catch) == dict.fromkeys(CATCH, 1)
    assert len({t.unit for t in thirty_trials}) == len(thirty_trials) == 30, "no unit is asked about twice"


def test_practice_comes_first_and_blocks_are_not_mixed():
    for seed in range(50):
        plan = order(np.random.default_rng(seed))
        blocks = [block for block, _ in plan]
        changes = [block for i, block in enumerate(blocks) if i == 0 or block != blocks[i - 1]]
        assert changes[0] == "practice"
        assert sorted(changes[1:]) == sorted(TRIALS)
        assert all(plan[i - 1][0] == block for i, (block, catch) in enumerate(plan) if catch), "no catch opens a block"


def test_every_order_of_the_blocks_comes_up():
    orders = {tuple(dict.fromkeys(b for b, _ in order(np.random.default_rng(seed)))) for seed in range(60)}
    assert len(orders) == 6


def test_the_right_one_is_the_one_that_the_network_answers_to(thirty_trials):
    for t in thirty_trials:
        a = activation(t.queries, t.unit)
        np.testing.assert_allclose(a, t.values, atol=3e-3)
        assert a.argmax() == t.right


def test_it_stands_above_as_often_as_below(digits):
    rng = np.random.default_rng(0)
    right = [trial("natural", unit, digits, rng).right for unit in range(64) for _ in range(4)]
    assert abs(np.mean(right) - 0.5) < 4 * 0.5 / np.sqrt(len(right))


def test_references_activate_less_on_the_left_than_on_the_right(thirty_trials):
    for t in thirty_trials:
        if t.block == "none":
            assert (len(t.minimal), len(t.maximal)) == (0, 0)
        else:
            assert (len(t.minimal), len(t.maximal)) == (SHOWN, SHOWN)
            assert activation(t.minimal, t.unit).max() < activation(t.maximal, t.unit).min()


def test_no_question_is_among_the_references_but_in_a_catch(thirty_trials):
    for t in thirty_trials:
        right, wrong = t.queries[[t.right]], t.queries[[1 - t.right]]
        shown = rows(t.minimal) | rows(t.maximal)
        assert not rows(wrong) & shown
        assert rows(right) <= rows(t.maximal) if t.catch else not rows(right) & shown


def test_natural_references_are_the_extremes_of_their_half(digits):
    low, high = digits.extremes(unit=9, half=0, count=SHOWN)
    rest = np.delete(digits.a[0, :, 9], [*low, *high])
    assert digits.a[0, low, 9].max() <= rest.min()
    assert digits.a[0, high, 9].min() >= rest.max()


def test_synthetic_references_go_beyond_every_digit(digits):
    """Each is more extreme than any of the digits, for nearly all units: that is what the ascent is for."""
    units = range(0, 64, 8)
    low, high = synthetic(units, seed=2)
    lowest, highest = digits.a[..., units].min(axis=(0, 1)), digits.a[..., units].max(axis=(0, 1))
    beyond = [
        activations()(low[i][:, None])[:, u].max() < lowest[i]
        and activations()(high[i][:, None])[:, u].min() > highest[i]
        for i, u in enumerate(units)
    ]
    assert np.mean(beyond) > 0.7


def test_the_nine_are_not_one(thirty_trials):
    for t in thirty_trials:
        assert len(rows(t.minimal)) == len(t.minimal)
        assert len(rows(t.maximal)) == len(t.maximal)


def test_a_word_and_a_seed_fix_the_trials(digits, thirty_trials):
    for a, b in zip(thirty_trials, trials("heron", 3, digits), strict=True):
        assert (a.block, a.catch, a.unit, a.right) == (b.block, b.catch, b.unit, b.right)
        np.testing.assert_array_equal(np.concatenate([a.queries, a.minimal]), np.concatenate([b.queries, b.minimal]))


@pytest.mark.parametrize(("participant", "seed"), [("heron", 4), ("egret", 3)])
def test_another_word_or_seed_gives_others(digits, thirty_trials, participant, seed, monkeypatch):
    monkeypatch.setattr("amteach.study.references.synthetic", lambda units, seed: np.zeros((2, len(units), 9, 28, 28)))
    assert [t.unit for t in trials(participant, seed, digits)] != [t.unit for t in thirty_trials]


def test_too_few_digits_are_refused():
    with pytest.raises(ValueError, match="18 at least"):
        natural(draw(10, seed=0))
