"""No Function holds randomness of its own: a random one is drawn, and drawing distributes over the algebra."""

import numpy as np
import pytest

import amteach as am

SHIFTED = am.linear(np.arange(9.0).reshape(3, 3)) @ am.jitter(1)
RANDOM = {
    "a random Function": am.jitter(1),
    "f ∘ g": SHIFTED,
    "f + g": SHIFTED + SHIFTED,
    "f − g": am.l2 - SHIFTED,
    "2 f": 2 * SHIFTED,
    "−f": -SHIFTED,
    "deep inside": (2 * (am.l2 - SHIFTED @ am.blur(1)) + am.l2) @ am.fourier((3, 3)),
}
PICTURES = np.random.default_rng(2).normal(size=(4, 3, 3))


@pytest.mark.parametrize("f", RANDOM.values(), ids=RANDOM)
def test_a_random_function_refuses_to_be_evaluated_and_says_what_to_write(f):
    assert f.is_random
    with pytest.raises(ValueError, match=r"jitter\(1\) is random: walk\(f, ...\) draws it.*f\.draw\(rng\)\(x\)"):
        f(PICTURES)


@pytest.mark.parametrize("f", RANDOM.values(), ids=RANDOM)
def test_the_same_generator_draws_the_same_function(f):
    first, second = (f.draw(np.random.default_rng(5)) for _ in range(2))
    assert not first.is_random
    assert first.name == second.name
    assert np.array_equal(first(PICTURES), second(PICTURES))


@pytest.mark.parametrize("seed", range(10))
def test_drawing_distributes_over_the_algebra(seed):
    """The parts are drawn from left to right, by one generator."""
    x, f, g = PICTURES, SHIFTED, am.l2 @ am.blur(1) @ am.jitter(1)
    together, rng = np.random.default_rng(seed), np.random.default_rng(seed)
    assert np.array_equal((f - 3 * g).draw(together)(x), (f.draw(rng) - 3 * g.draw(rng))(x))
    assert np.array_equal((f @ am.jitter(1)).draw(together)(x), (f.draw(rng) @ am.jitter(1).draw(rng))(x))


def test_a_random_function_that_occurs_once_is_drawn_once():
    """(A − B) ∘ jitter shows A and B the same shift; A ∘ jitter − B ∘ jitter shows them two."""
    ramp = am.linear(np.arange(25.0).reshape(5, 5))
    x = np.random.default_rng(0).normal(size=(1, 5, 5))
    once, twice = (ramp - ramp) @ am.jitter(2), ramp @ am.jitter(2) - ramp @ am.jitter(2)
    assert all(once.draw(np.random.default_rng(seed))(x) == 0 for seed in range(20))
    assert any(twice.draw(np.random.default_rng(seed))(x) != 0 for seed in range(20))


def test_what_holds_no_randomness_draws_itself_and_leaves_the_generator_alone():
    rng, untouched = np.random.default_rng(0), np.random.default_rng(0)
    f = (am.logit(0) - 2 * am.l2) @ am.clip(0, 1)
    assert f.draw(rng) is f
    assert rng.random() == untouched.random()
