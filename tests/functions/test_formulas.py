"""A Function's repr is its formula, with the brackets it needs and no others."""

import pytest

import amteach as am


def named(name):
    """A Function of that name; a formula does not ask what it computes."""
    return am.Function(am.identity.forward, name)


net, g, a, b, c = (named(name) for name in ("cnn", "g", "A", "B", "C"))
jitter = am.jitter(2)
FORMULAS = [
    (a + b, "A + B"),
    (a - b, "A − B"),
    (a + b + c, "A + B + C"),
    (a - b - c, "A − B − C"),
    (a - (b + c), "A − (B + C)"),
    (a - (b - c), "A − (B − C)"),
    (a + (b - c), "A + B − C"),
    (a + -b, "A − B"),
    (a - -b, "A + B"),
    (-a, "−A"),
    (-1 * -a, "A"),
    (-a + b, "−A + B"),
    (a + (-b + c), "A − B + C"),
    (-(a - b), "−(A − B)"),
    (2 * a, "2 A"),
    (1 * a, "A"),
    (-0.5 * a, "−0.5 A"),
    (a * 2, "2 A"),
    (3 * (2 * a), "6 A"),
    (2 * (a + b), "2 (A + B)"),
    (2 * a - 3 * b, "2 A − 3 B"),
    (a + 2 * (b - c), "A + 2 (B − C)"),
    (a @ g, "A ∘ g"),
    (a @ b @ g, "A ∘ B ∘ g"),
    (a @ (b @ g), "A ∘ B ∘ g"),
    ((a + b) @ g, "(A + B) ∘ g"),
    (a @ (b + c), "A ∘ (B + C)"),
    (a @ (2 * g), "A ∘ (2 g)"),
    (a @ -g, "A ∘ (−g)"),
    ((-a) @ g, "(−A) ∘ g"),
    (2 * (a @ g), "2 A ∘ g"),
    (a + (b - c) @ g, "A + (B − C) ∘ g"),
    (a @ g - b @ g, "A ∘ g − B ∘ g"),
    (((a + b) @ g - c) @ g, "((A + B) ∘ g − C) ∘ g"),
    (am.linear([1.0], b=0.5) - 0.5 * am.l2, "w·x + b − 0.5 ‖x‖²"),
    (am.linear([1.0]) - 0.5 * am.l2, "w·x − 0.5 ‖x‖²"),
    (2 * am.linear([1.0], b=0.5), "2 (w·x + b)"),
    (am.maximum() - 0.25 * am.l2, "max(x) − 0.25 ‖x‖²"),
    (am.maximum() - am.lp(6), "max(x) − ‖x‖_6^6"),
    (am.logit(3) @ net, "logit(3) ∘ cnn"),
    (am.softmax([1, 2, 3]) @ net, "softmax(1…3) ∘ cnn"),
    (
        (am.log_softmax(3) @ net @ jitter - 0.02 * am.total_variation) @ g,
        "(log_softmax(3) ∘ cnn ∘ jitter(2) − 0.02 TV(x)) ∘ g",
    ),
    (am.blur(0.5) @ am.clip(0, 1) @ am.decay(0.01) @ am.ball(9.3), "blur(0.5) ∘ clip(0, 1) ∘ decay(0.01) ∘ ball(9.3)"),
    (am.l2 @ am.shift(2, -1) @ am.fourier((4, 4)), "‖x‖² ∘ shift(2, -1) ∘ fourier"),
]


@pytest.mark.parametrize(("f", "formula"), FORMULAS, ids=[formula for _, formula in FORMULAS])
def test_repr_is_the_formula(f, formula):
    assert repr(f) == f.name == formula
