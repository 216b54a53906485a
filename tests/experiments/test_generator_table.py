"""What a learned prior adds is measured on the pictures in the table, and the walks are the ones it names."""

import numpy as np
import pytest

import amteach as am
from amteach.data.nearest import nearest
from amteach.experiments.generators import METHODS, dgn_am, generator_table, ppgn_h

K = np.arange(10).repeat(2)


@pytest.fixture(scope="module")
def table():
    return generator_table(2, {"DGN-AM": dgn_am, "PPGN": ppgn_h})


def test_the_four_methods_of_the_lecture_are_there():
    assert list(METHODS) == ["pixels, no prior", "pixels, four priors", "DGN-AM", "PPGN"]
    for make in METHODS.values():
        f, g, z0, _, _ = make(K, 0)
        assert (f @ g).draw(np.random.default_rng(0))(z0).shape == (20,)


def test_dgn_am_is_the_step_that_its_docstring_says():
    f, g, h, step, _ = dgn_am(K, 0)
    states = am.walk(f @ g, h, step)
    for _ in range(3):
        state = next(states)
        np.testing.assert_allclose(state.x, h, atol=1e-5)
        grad = (f @ g).value_and_grad(h)[1]
        h = np.clip(0.95 * (h + 0.3 * grad / np.linalg.norm(grad, axis=1, keepdims=True)), -3, 3)


def test_ppgn_without_its_noise_is_the_step_that_its_docstring_says():
    f, g, h, step, _ = ppgn_h(K, 0)
    assert getattr(step, "__name__", "") == "ppgn(denoiser, 0.2, 2, 0.15, operator=clip(-3, 3))"
    R = am.zoo.mnist_denoiser()
    states = am.walk(f @ g, h, am.ppgn(R, 0.2, 2.0, 0.0, am.clip(-3, 3)))
    for _ in range(3):
        np.testing.assert_allclose(next(states).x, h, atol=1e-4)
        h = np.clip(h + 0.2 * (R(h) - h) + 2 * (f @ g).value_and_grad(h)[1], -3, 3)


def test_one_picture_of_a_class_is_refused_at_once():
    with pytest.raises(ValueError, match=r"generator_table\(1\): a whole number is needed, 2 or more"):
        generator_table(1)


def test_both_draw_their_digit_and_the_one_with_noise_is_the_more_diverse(table, real):
    rows = {name: row for name, *row in table.rows()}
    assert rows["DGN-AM"][0] >= 0.9
    assert rows["PPGN"][0] >= 0.9
    assert rows["PPGN"][2] > rows["DGN-AM"][2]
    assert rows["PPGN"][1] < rows["real test digits"][1] + 0.5


def test_the_rows_are_measured_on_the_pictures(table, real):
    x = table.x[1].reshape(-1, 1, 28, 28)
    name, agreement, near, apart, ms = table.rows()[2]
    assert name == "PPGN"
    assert agreement == (am.zoo.robust_net()(x).argmax(axis=1) == K).mean()
    assert near == pytest.approx(nearest(x).distance.mean())
    assert apart == pytest.approx(np.mean([np.linalg.norm(a - b) for a, b in table.x[1]]))
    assert ms == 1000 * table.seconds[1] > 0
    assert len(repr(table).splitlines()) == 1 + len(table.rows())
