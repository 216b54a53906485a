"""The participant that compares pixels: better than guessing, and no better than the references allow."""

from dataclasses import replace

import numpy as np

from amteach.study.pooling import pool_studies
from amteach.study.references import synthetic
from amteach.study.template import answered, by_template
from amteach.study.trials import TRIALS, trial


def test_digits_give_the_answer_away_and_made_pictures_most_of_it(digits):
    rng = np.random.default_rng(0)
    units = range(0, 64, 4)
    low, high = synthetic(units, seed=0)
    natural = [trial("natural", u, digits, rng) for u in units for _ in range(6)]
    made = [trial("synthetic", u, digits, rng, (low[i], high[i])) for i, u in enumerate(units) for _ in range(6)]
    shares = [np.mean([by_template(t) == t.right for t in several]) for several in (natural, made)]
    assert shares[0] > 0.9
    assert 0.65 < shares[1] < shares[0]


def test_it_looks_at_nothing_but_the_pictures(thirty_trials):
    for t in thirty_trials:
        turned = replace(t, right=1 - t.right, values=t.values[::-1], unit=0)
        assert by_template(turned) == by_template(t)


def test_exchanged_sides_exchange_the_answer(thirty_trials):
    for t in (t for t in thirty_trials if len(t.maximal)):
        assert by_template(replace(t, minimal=t.maximal, maximal=t.minimal)) == 1 - by_template(t)


def test_its_answers_pool(thirty_trials):
    pool = pool_studies([answered("machine", thirty_trials)])
    assert (pool.counted, pool.left_out) == (("machine",), ())
    right = {
        block: [by_template(t) == t.right for t in thirty_trials if t.block == block and not t.catch]
        for block in TRIALS
    }
    assert pool.counts == {block: (sum(answers), len(answers)) for block, answers in right.items()}
