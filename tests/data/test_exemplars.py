"""The exemplars are those that looking at every picture at once would find, and their patches are what the unit saw."""

import numpy as np
import pytest

from amteach.data import exemplars
from amteach.functions.arrays import to_numpy
from amteach.functions.function import Function, identity
from amteach.functions.objectives import logit
from amteach.zoo.layers import channels_first, channels_last, convolution, max_pool, relu

rng = np.random.default_rng(0)
IMAGES = rng.normal(size=(53, 2, 12, 12))
CONV = channels_first @ convolution(rng.normal(size=(4, 2, 3, 3)), rng.normal(size=4)) @ channels_last
LAYER = (
    channels_first
    @ relu
    @ convolution(rng.normal(size=(5, 4, 3, 3)), rng.normal(size=5))
    @ max_pool
    @ channels_last
    @ CONV
)


def brute_force(score, n, largest):
    order = sorted(range(len(score)), key=lambda i: (-score[i] if largest else score[i], i))
    return order[:n]


@pytest.mark.parametrize("over", ["max", "mean"])
@pytest.mark.parametrize("batch", [1, 7, 53, 1000])
@pytest.mark.parametrize(("find", "largest"), [(exemplars.top, True), (exemplars.bottom, False)])
def test_they_are_those_of_brute_force(find, largest, batch, over):
    scores = getattr(LAYER(IMAGES)[:, 3], over)(axis=(1, 2))
    found = find(LAYER, IMAGES, unit=3, n=10, over=over, batch=batch)
    assert found.index.tolist() == brute_force(scores, 10, largest)
    np.testing.assert_allclose(found.value, scores[found.index], rtol=1e-12)
    np.testing.assert_array_equal(found.images, IMAGES[found.index])


def test_among_equals_the_first_of_the_data_set_comes_first():
    x = np.array([1.0, 2, 2, 0, 2, 0])[:, None]
    for batch in range(1, 7):
        assert exemplars.top(logit(0), x, n=4, batch=batch).index.tolist() == [1, 2, 4, 0]
        assert exemplars.bottom(identity, x, unit=0, n=3, batch=batch).index.tolist() == [3, 5, 0]


def test_tensors_stay_tensors(kind):
    found = exemplars.top(identity, kind(IMAGES[:, 0, 0]), unit=2, n=3)
    assert type(found.images) is type(kind(IMAGES))
    np.testing.assert_array_equal(to_numpy(found.images), IMAGES[brute_force(IMAGES[:, 0, 0, 2], 3, True), 0, 0])


def test_a_torch_network_may_stand_in_the_place_of_a_function(torch):
    net = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(288, 3)).double()
    z = net(torch.from_numpy(IMAGES)).detach().numpy()
    assert exemplars.top(net, IMAGES, unit=1, n=5).index.tolist() == brute_force(z[:, 1], 5, True)


def test_the_position_is_where_the_value_is_and_its_patch_alone_gives_it():
    """Without padding, the network sees nothing but the patch: 3×3 of one convolution."""
    found = exemplars.top(CONV, IMAGES, unit=2, n=6)
    assert found.position is not None
    assert found.box is not None
    a = CONV(found.images)[:, 2]
    for value, picture, (i, j), box, patch in zip(
        found.value, a, found.position, found.box, found.patches, strict=True
    ):
        assert picture[i, j] == pytest.approx(value)
        assert box.tolist() == [[i, i + 3], [j, j + 3]]
        assert CONV(patch[None])[0, 2, 0, 0] == pytest.approx(value)


def test_what_lies_outside_of_the_box_does_not_matter():
    found = exemplars.top(LAYER, IMAGES, unit=1, n=4)
    assert found.position is not None
    assert found.box is not None
    for value, image, (i, j), ((top, bottom), (left, right)) in zip(
        found.value, found.images, found.position, found.box, strict=True
    ):
        y, pullback = LAYER.forward(image[None])
        assert y[0, 1, i, j] == pytest.approx(value)
        one = np.zeros_like(y)
        one[0, 1, i, j] = 1
        slope = pullback(one)[0]
        inside = slope[:, top:bottom, left:right]
        assert np.count_nonzero(inside) == np.count_nonzero(slope) > 0
        assert all(edge.any() for edge in (inside[:, 0], inside[:, -1], inside[:, :, 0], inside[:, :, -1]))


def test_a_unit_that_answers_to_nothing_has_an_empty_patch():
    dead = channels_first @ relu @ Function(lambda x: (x - 100.0, lambda d: d), "minus 100") @ channels_last
    found = exemplars.top(dead, IMAGES, unit=0, n=2)
    assert found.value.tolist() == [0, 0]
    assert [patch.size for patch in found.patches] == [0, 0]


def test_signals_have_boxes_along_their_one_axis(torch):
    net = torch.nn.Conv1d(2, 3, 5).double()
    found = exemplars.top(net, rng.normal(size=(9, 2, 20)), unit=1, n=3)
    assert found.position is not None
    assert found.box is not None
    assert found.position.shape == (3, 1)
    assert found.box.tolist() == [[[int(i), int(i) + 5]] for (i,) in found.position]
    assert [patch.shape for patch in found.patches] == [(2, 5)] * 3


def test_a_mean_or_a_dense_unit_has_no_where():
    for found in (exemplars.top(LAYER, IMAGES, 0, over="mean"), exemplars.top(identity, IMAGES[:, 0, 0], 0)):
        assert found.position is found.box is None
        np.testing.assert_array_equal(np.stack(found.patches), found.images)


def test_no_more_images_than_a_batch_are_looked_at_at_a_time(tmp_path):
    """So a data set on the disk never has to be in memory."""
    on_disk = np.memmap(tmp_path / "images", np.float64, "w+", shape=IMAGES.shape)
    on_disk[:] = IMAGES
    sizes = []
    spy = Function(lambda x: (sizes.append(len(x)), (x, lambda d: d))[1], "spy")
    found = exemplars.top(LAYER @ spy, on_disk, unit=0, n=3, batch=8)
    assert max(sizes) == 8
    assert found.index.tolist() == exemplars.top(LAYER, IMAGES, unit=0, n=3).index.tolist()


NAN = IMAGES.copy()
NAN[31] = np.nan
BAD = {
    "no unit": ({"f": LAYER}, ValueError, r"name a unit, 0 to 4: unit=0"),
    "a unit of a number": ({"f": logit(0), "images": IMAGES[:, 0, 0], "unit": 0}, ValueError, "leave unit out"),
    "a unit there is not": ({"unit": 5}, IndexError, "unit 5 is out of range: .* 0 to 4"),
    "more than there are": ({"unit": 0, "n": 54}, ValueError, "n=54 exemplars of 53 images"),
    "none": ({"unit": 0, "n": 0}, ValueError, "n=0"),
    "a typo": ({"unit": 0, "over": "median"}, ValueError, '"max" or their "mean"'),
    "no batch": ({"unit": 0, "batch": 0}, ValueError, "batch=0"),
    "nan": ({"unit": 0, "images": NAN, "batch": 10}, ValueError, "not finite at image 31"),
}


@pytest.mark.parametrize(("how", "error", "message"), BAD.values(), ids=BAD)
def test_bad_input_is_refused_with_what_was_needed(how, error, message):
    with pytest.raises(error, match=message):
        exemplars.top(**{"f": LAYER, "images": IMAGES, **how})
