"""The MNIST scenes say of a picture what the network says of that very picture."""

from typing import Any

import numpy as np
import pytest

import amteach as am
from amteach.data.statistics import class_means
from amteach.pictures import marks
from amteach.scenes import border, first_look, init_grid, mnist_ascent


def last(module, **controls):
    """The final numbers of a scene."""
    return module.SCENE.finished(module.Controls(**controls))


def panels(module, numbers) -> Any:
    """The panels that a scene draws of its numbers."""
    return module.draw(numbers).panels


@pytest.fixture(scope="module")
def net():
    return am.zoo.mnist_cnn()


@pytest.mark.parametrize("objective", ["logit", "softmax", "log-softmax"])
@pytest.mark.parametrize("start", ["zeros", "0.5", "mean image"])
def test_mnist_ascent_says_what_the_network_says_of_the_pictures_drawn(net, objective, start):
    n = last(mnist_ascent, digit="4", objective=objective, start=start, steps=5)
    picture, change, bars, curve = panels(mnist_ascent, n)
    x = picture.pixels[:, :, None]
    assert x.shape == (6, 1, 1, 28, 28)
    p = am.probabilities(net(x[:, 0]))
    assert np.allclose(bars.values, p, atol=1e-12)
    assert (bars.chosen, bars.labels[bars.chosen]) == (4, "4")
    assert np.allclose(change.pixels[:, 0], x[:, 0, 0] - x[0, 0, 0])
    said = {r.label: r.values for r in mnist_ascent.draw(n).readouts}
    z = net(x[:, 0])[:, 4]
    value = {"logit": z, "softmax": p[:, 4], "log-softmax": np.log(p[:, 4])}[objective]
    assert np.allclose(said[objective], value, rtol=1e-4), "float32"
    assert np.allclose(curve.marks[0].xy[:, 0], np.stack([np.arange(6), said[objective]], axis=1))
    assert np.allclose(said["P(4)"], p[:, 4], atol=1e-12)
    assert np.allclose(said["‖x‖"], np.linalg.norm(x.reshape(6, -1), axis=1))


def test_mnist_ascent_is_the_ascent_written_out(net):
    """x ← x + η ∇z_k, three times."""
    n = last(mnist_ascent, digit="7", start="uniform", rate=0.2, steps=3, seed=5)
    f = am.logit(7) @ net
    x = am.starts("uniform", shape=(1, 28, 28), seed=5)
    for i in range(4):
        assert np.allclose(n.trace.x[i], x)
        assert np.allclose(n.trace.grad[i], f.value_and_grad(x)[1])
        x = x + 0.2 * f.value_and_grad(x)[1]


def test_a_softmax_that_stands_still_is_explained():
    n = last(mnist_ascent, digit="8", start="zeros", objective="softmax", rate=0.001, steps=2)
    note = mnist_ascent.draw(n).note
    assert (n.p[-1, 8] < 0.01) == note.startswith("The softmax hardly moves")


def test_what_comes_first_is_the_beginning_of_what_comes_last():
    """A walk that is drawn while it goes on does not change what it has drawn."""
    *early, final = mnist_ascent.SCENE.numbers(mnist_ascent.Controls(steps=7))
    assert len(early) >= 3
    for n in early:
        assert np.array_equal(n.trace.x, final.trace.x[: len(n.trace)])
        assert np.array_equal(n.p, final.p[: len(n.trace)])


@pytest.mark.parametrize("prior", ["none", "smooth strokes"])
def test_first_look_says_what_the_network_says_of_the_pictures_drawn(net, prior):
    n = last(first_look, prior=prior, steps=6)
    picture, mean, bars = panels(first_look, n)
    assert np.allclose(bars.values, am.probabilities(net(picture.pixels)), atol=1e-12)
    assert np.allclose(mean.pixels[0, 0], class_means()[3, 0])
    assert len(n.t) == 7


def test_init_grid_has_a_row_for_each_start_and_a_column_for_each_class(net):
    n = last(init_grid, steps=2, seed=9)
    panel = panels(init_grid, n)[0]
    assert panel.pixels.shape == (3, 40, 28, 28)
    assert (panel.columns, tuple(panel.rows)) == (10, ("ones", "0.5", "zeros", "uniform"))
    rows = panel.pixels[0].reshape(4, 10, 28, 28)
    assert (rows[0] == 1).all()
    assert (rows[1] == 0.5).all()
    assert (rows[2] == 0).all()
    assert (rows[3] == rows[3, 0]).all(), "one random start for all classes"
    assert np.unique(rows[3, 0]).size > 700
    p = am.probabilities(net(panel.pixels[-1][:, None]))[np.arange(40), np.arange(40) % 10]
    assert np.allclose(n.p[-1], p, atol=1e-12)
    assert [caption[-1] for caption in panel.captions] == [f"{value:.4f}" for value in p]


def test_init_grid_climbs_each_picture_as_if_it_were_alone():
    n = last(init_grid, steps=3, rate=0.4)
    for row, name in enumerate(("ones", "0.5", "zeros")):
        alone = last(mnist_ascent, digit="6", start=name, steps=3, rate=0.4)
        assert np.allclose(n.trace.x[:, 10 * row + 6], alone.trace.x[:, 0])


def test_init_grid_shows_changes_white_where_nothing_happened():
    n = last(init_grid, steps=2, show="changes")
    panel = panels(init_grid, n)[0]
    assert panel.signed
    assert panel.low == -panel.high
    assert not panel.pixels[0].any()


def test_border_wipes_the_border_and_nothing_else(net):
    n = last(border, width=3, digit="5", steps=4)
    whole, wiped, spread, confidence = panels(border, n)
    x, y = whole.pixels[0, 0], wiped.pixels[0, 0]
    assert np.array_equal(y[3:-3, 3:-3], x[3:-3, 3:-3])
    inside = np.pad(np.ones((22, 22)), 3)
    assert not y[inside == 0].any()
    assert np.allclose(spread.pixels[0, 0], class_means()[:, 0].std(axis=0))
    curve = next(m for m in confidence.marks if isinstance(m, marks.Lines)).lines[0]
    p = [am.probabilities(net(border.wipe(x, w)[None, None]))[0, 5] for w in range(14)]
    assert np.allclose(curve, np.stack([np.arange(14), p], axis=1), atol=1e-12)


def test_border_zero_and_all_are_the_picture_and_nothing():
    x = np.arange(784.0).reshape(1, 28, 28) + 1
    before = x.copy()
    assert np.array_equal(border.wipe(x, 0), x)
    assert not border.wipe(x, 14).any()
    assert np.array_equal(x, before), "the student's array is left alone"


def test_the_spread_at_the_border_is_smaller_than_in_the_middle():
    said = {r.label: float(r.values[0]) for r in border.draw(last(border, steps=1)).readouts}
    assert said["spread, outermost pixels"] < 0.05 * said["spread, middle 14 × 14"]
