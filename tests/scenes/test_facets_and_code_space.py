"""The scenes of lectures 07 and 09 say of their pictures what the network says, and walk as they are told."""

from typing import Any

import numpy as np
import pytest

import amteach as am
from amteach.pictures import marks
from amteach.scenes import code_space, facets


def last(module, **controls):
    """The final numbers of a scene, and its panels."""
    numbers = module.SCENE.finished(module.Controls(**controls))
    picture: Any = module.draw(numbers)
    return numbers, picture


@pytest.fixture(scope="module")
def net():
    return am.zoo.mnist_cnn()


@pytest.mark.parametrize("way", ["random starts", "dropout", "two units"])
def test_facets_measures_the_pictures_that_it_draws(net, way):
    n, picture = last(facets, digit="4", way=way, steps=6)
    images, curves = picture.panels
    x = images.pixels[:, :4]
    np.testing.assert_allclose(images.pixels[:, 4], x.mean(axis=1))
    assert x.shape == (7, 4, 28, 28)
    said = {r.label: r.values for r in picture.readouts}
    for t in (0, 6):
        p = am.probabilities(net(x[t, :, None]))[:, 4]
        np.testing.assert_allclose(n.p[t], p, atol=1e-5)
        assert said["smallest P"][t] == pytest.approx(p.min(), abs=1e-5)
        assert said["mean distance of two"][t] == pytest.approx(am.mean_distance(x[t]))
        codes = am.zoo.mnist_cnn(layer="pool")(x[t, :, None])
        assert said["cosine of codes"][t] == pytest.approx(am.mean_cosine(codes), abs=1e-6)
        assert curves.marks[0].xy[t, 0, 1] == pytest.approx(am.mean_cosine(x[t]))


def test_a_picture_that_has_lost_its_unit_is_told():
    _, picture = last(facets, way="diversity in pixels", strength=3.0, steps=60)
    assert "Unlike, but no facet" in picture.note
    _, picture = last(facets, way="random starts", strength=0.0, steps=3)
    assert "nothing sets them apart" in picture.note


def test_the_field_of_code_space_is_the_objective_on_the_plane(net):
    _, picture = last(code_space, digit="5", steps=3)
    plane = picture.panels[0]
    field = next(m for m in plane.marks if isinstance(m, marks.Field))
    f = am.log_softmax(5) @ net @ am.zoo.plane_decoder()
    side = len(field.z)
    for row, column in ((0, 0), (3, 17), (side - 1, side // 2)):
        h = np.array([[code_space.AXIS[column], code_space.AXIS[row]]], np.float32)
        assert field.z[row, column] == pytest.approx(max(float(f(h)[0]), code_space.FLOOR), abs=1e-3)


def test_the_plane_drawn_as_pictures_has_its_top_row_first():
    _, picture = last(code_space, steps=1)
    mosaic = picture.panels[1].pixels[0, 0]
    few = [mosaic[rows, columns] for rows in (slice(28), slice(-28, None)) for columns in (slice(28), slice(-28, None))]
    corners = np.array([[-3, 3], [3, 3], [-3, -3], [3, -3]], np.float32)
    np.testing.assert_allclose(few, am.zoo.plane_decoder()(corners)[:, 0], atol=1e-6)


def test_the_walk_in_code_space_is_the_three_terms_written_out(net):
    n, picture = last(code_space, digit="3", prior=0.1, rate=0.02, noise=0.05, steps=4, start=(0.5, -0.5), seed=7)
    f = am.log_softmax(3) @ net @ am.zoo.plane_decoder()
    rng, h = np.random.default_rng(7), np.array([[0.5, -0.5]], np.float32)
    for seen in n.trace.x:
        np.testing.assert_allclose(seen, h, atol=1e-5)
        xi = rng.standard_normal((1, 2)).astype(np.float32)
        h = np.clip(h - 0.1 * h + 0.02 * f.value_and_grad(h)[1] + 0.05 * xi, -3, 3)
    np.testing.assert_allclose(n.x, am.zoo.plane_decoder()(n.trace.x[:, 0])[:, 0])
    np.testing.assert_allclose(picture.panels[3].values, am.probabilities(net(n.x[:, None])), atol=1e-6)


def test_the_crosses_are_the_codes_of_that_digit():
    _, picture = last(code_space, digit="0", steps=1)
    crosses = next(m for m in picture.panels[0].marks if isinstance(m, marks.Points)).xy
    codes, labels = am.zoo.plane_codes()
    assert 10 < len(crosses) <= (labels == 0).sum()
    assert all((np.abs(codes[labels == 0] - c).max(axis=1) < 1e-6).any() for c in crosses)
