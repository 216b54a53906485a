"""Banks of answers written from the statements alone: what is wrong is judged wrong and named, what is right is right.

The first 399 wrong answers were written before the probes.  Each has the words, of which its verdict must hold one.
"""

import re

import pytest
from bank import WRONG
from bank_later import LAST, LATER, RARER
from bank_right import RIGHT

from amteach.exercises import check

# the hint names the mistake in words that nobody foresaw
OTHER_WORDS = {
    ("step-size", 3): "A little above it overshoots",
    ("step-size", 4): "Your rate grows with λ",
    ("linear-optimum", 2): "points away from w",
    ("linear-optimum", 3): "It is 1/‖w‖ times",
    ("linear-optimum", 5): "how high",
    ("linear-gradient", 1): "its gradient is subtracted too",
    ("linear-gradient", 4): "The penalty is subtracted",
    ("penalty-to-radius", 1): "Your radius grows with λ",
    ("penalty-to-radius", 4): "how high the maximum is",
    ("max-gradient", 0): "does not depend on `x`",
    ("max-gradient", 3): "the smallest number of each row",
    ("basin", 2): "Both coordinates cannot be pulled up",
    ("margin", 3): "You subtract the weakest",
    ("shift-invariance", 0): "the other way round",
    ("shift-invariance", 3): "Its logarithm stays if it stays; and what of a difference",
    ("softmax-gradient", 4): "The numerator, exp z_k, depends on z_k too",
    ("log-softmax-gradient", 0): "which training walks",
    ("log-softmax-gradient", 2): "does not depend on `z`",
    ("log-softmax-gradient", 6): "Where has z_k gone",
    ("log-softmax-gradient", 7): "Where is the logarithm of the sum",
    ("shift-pullback", 0): "the same way once more",
    ("shift-pullback", 4): "You leave the gradient where it is",
    ("shift-pullback", 6): "to the left and to the right not",
    ("penalty-or-decay", 3): "goes the wrong way",
    ("three-relus", 1): "does not depend on `d`",
    ("three-relus", 6): "That is `d` itself",
    ("top-k", 1): "the highest comes first",
    ("regression-target", 0): "That is the squared error, a loss",
    ("regression-target", 2): "points away from the target",
    ("regression-target", 3): r"That is −\|z − y\|",
    ("dropout-both-ways", 3): "That is `d` itself",
    ("dropout-both-ways", 6): r"It is 1/\(1 − `rate`\) times",
    ("unlike-reference", 0): "That is cos",
    ("unlike-reference", 3): "is that of \\+cos",
    ("langevin-step", 5): "the term with `xi`",
    ("three-terms", 4): "You go down the gradient",
    ("three-terms", 6): "points away",
    ("best-denoiser", 0): "s² and σ² have changed places",
    ("smallest-push", 0): "Turn it round",
    ("trace-from-three-values", 5): "Add them",
    ("shifted-gradients", 2): "does not depend on `s`",
    ("colour-pullback", 1): "Your x is Cᵀ z",
    ("standardize-pullback", 8): "the way back to pictures",
    ("flip-rate", 6): "It is 1 minus the answer",
}
NOT_NAMED = {
    ("tangent-penalty", 2),
    ("project-to-ball", 3),
    ("max-gradient", 1),
    ("max-gradient", 2),
    ("confidence", 7),
    ("chain-rule", 6),
    ("diverging-limits", 5),
    ("margin", 7),
    ("nearest-mean", 7),
    ("mean-distance", 5),
    ("unlike-reference", 6),
    ("implied-log-p", 3),
    ("implied-log-p", 7),
    ("implied-log-p", 8),
    ("mala-acceptance", 5),
    ("three-terms", 7),
    ("any-of-these", 0),
    ("wilson-interval", 3),
    ("wilson-interval", 4),
    ("wilson-interval", 6),
    ("wilson-interval", 7),
    ("paste-square", 4),
    ("flip-rate", 2),
    ("ink-penalty", 0),
    ("ink-penalty", 9),
}
RARER_NOT_NAMED = {2, 16, 21, 31, 36, 42, 44, 47, 56, 60, 65, 66, 70, 74, 75}
LATER_NOT_NAMED = {3, 9, 13, 14, 16, 24, 26, 35, 40, 51, 52, 54}
LAST_NOT_NAMED = {17, 20, 21, 23, 28, 35, 39, 42, 47, 61}
LISTING = re.compile(r"^[^\n]*\n\n```text.*?```", re.MULTILINE | re.DOTALL)


def words(verdict):
    """What the verdict says of the mistake, without what it says of any wrong answer, and without the input."""
    paragraphs = LISTING.sub("", verdict.text).split("\n\n")
    general = ("gives a hint", "right shape, but not", "is not the right number")
    return "\n".join(p for p in paragraphs if not any(g in p for g in general))


@pytest.mark.parametrize("name", WRONG)
def test_wrong_answers_are_wrong_and_the_mistake_is_named(name):
    for i, (pattern, answer) in enumerate(WRONG[name]):
        verdict = check(name, answer)
        assert verdict.outcome == "wrong", i
        said = OTHER_WORDS.get((name, i), pattern)
        named = re.search(str(said), words(verdict), re.IGNORECASE)
        assert named or (name, i) in NOT_NAMED, (i, said, verdict.text)


@pytest.mark.parametrize(
    ("bank", "not_named"), [(RARER, RARER_NOT_NAMED), (LATER, LATER_NOT_NAMED), (LAST, LAST_NOT_NAMED)]
)
def test_rarer_mistakes_are_judged_wrong_and_mostly_named(bank, not_named):
    for i, (name, mistake, answer) in enumerate(bank):
        verdict = check(name, answer)
        assert verdict.outcome == "wrong", (name, mistake)
        assert verdict.mistake or not verdict.text.startswith("The") or i in not_named, (name, mistake)


def test_of_all_the_banks_six_in_seven_are_named():
    answers = sum(map(len, WRONG.values())) + len(RARER) + len(LATER) + len(LAST)
    not_named = len(NOT_NAMED) + len(RARER_NOT_NAMED) + len(LATER_NOT_NAMED) + len(LAST_NOT_NAMED)
    assert answers > 550
    assert not_named < answers / 7


@pytest.mark.parametrize(("name", "answer"), RIGHT)
def test_right_answers_are_right_in_any_style(name, answer):
    assert check(name, answer)
