"""What can be asked of a network, and chosen: units, places, tokens, directions, targets, starts, priors, batches."""

import re
from functools import partial

import numpy as np
import pytest
import torch
from torch import nn

import amteach as am
from amteach.experiments.visualize import batches, visualize
from amteach.experiments.visualize.choices import how_many_at_once, reach_of
from amteach.experiments.visualize.question import goal_of

from . import small_networks as small

torch.set_num_threads(1)
CNN = am.zoo.mnist_cnn()
MODULE = am.zoo.mnist_cnn_module()
DIGIT = {"shape": (1, 28, 28), "steps": 8}


def vit():
    return small.drawn(small.ViT)


def weight_in(seen):
    """The λ of the code."""
    (weight,) = re.findall(r"- ([\d.e-]+) \* am\.total_variation", seen.code)
    return float(weight)


def said(seen) -> np.ndarray:
    """The estimates, which there are."""
    assert seen.estimate is not None
    return seen.estimate


def same(a, b):
    np.testing.assert_array_equal(a.trace.x, b.trace.x)
    assert a.score == pytest.approx(b.score)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"unit": -1}, {"unit": 9}),
        ({"unit": torch.tensor(3)}, {"unit": 3}),
        ({"unit": np.int64(3)}, {"unit": 3}),
        ({"unit": torch.tensor([1, -2])}, {"unit": [1, 8]}),
        ({"unit": (1, 8)}, {"unit": [1, 8]}),
        ({"unit": range(3)}, {"unit": [0, 1, 2]}),
        ({"unit": np.eye(10)[4]}, {"unit": am.direction(np.eye(10)[4])}),
        ({"unit": 3, "target": torch.tensor(2.0)}, {"unit": am.target(2.0) @ am.logit(3)}),
    ],
)
def test_a_unit_may_be_given_in_many_ways(one, other):
    a, b = (visualize(CNN, **how, **DIGIT) for how in (one, other))
    if "target" not in one:
        same(a, b)
    np.testing.assert_array_equal(a.trace.x, b.trace.x)


def test_a_tuple_is_a_place_in_a_layer():
    same(
        visualize(MODULE, "conv2", (5, -1, 11), **DIGIT),
        visualize(MODULE, "conv2", am.neuron(5, 23, 11), **DIGIT),
    )
    net = vit()
    same(
        visualize(net, "blocks.1", (4, 3), **DIGIT),  # in the axes of the layer: token 4, feature 3
        visualize(net, "blocks.1", 3, token=4, **DIGIT),
    )


def test_a_feature_of_a_transformer_is_looked_at_in_every_token_or_in_one():
    net = vit()
    layer = am.from_torch(net, "blocks.1")
    every, one = visualize(net, "blocks.1", [3, 5], **DIGIT), visualize(net, "blocks.1", [3, 5], token=-1, **DIGIT)
    y = layer(every.picture.astype(np.float32))
    np.testing.assert_allclose(every.score, [y[0, :, 3].mean(), y[1, :, 5].mean()], rtol=1e-4, atol=1e-6)
    y = layer(one.picture.astype(np.float32))
    np.testing.assert_allclose(one.score, [y[0, 16, 3], y[1, 16, 5]], rtol=1e-4, atol=1e-6)


def test_the_direction_of_an_autoencoders_feature_is_a_vector():
    """In tokens and in channels: the mean over all places of ⟨v, a⟩."""
    net, v = vit(), np.random.default_rng(0).normal(size=32)
    seen = visualize(net, "blocks.0", torch.from_numpy(v), **DIGIT)
    y = am.from_torch(net, "blocks.0")(seen.picture.astype(np.float32))
    np.testing.assert_allclose(seen.score, (y @ v).mean(axis=1), rtol=1e-4)
    seen = visualize(MODULE, "conv1", v, **DIGIT)
    y = am.from_torch(MODULE, "conv1")(seen.picture.astype(np.float32))
    np.testing.assert_allclose(seen.score, np.einsum("nchw,c->nhw", y, v).mean((1, 2)), rtol=1e-4)


def test_a_layer_of_an_image_is_inverted_and_drawn_large():
    image = am.uniform((1, 1, 28, 28), seed=1)
    f = am.from_torch(MODULE, "conv1")
    found = visualize(f, unit=am.feature_inversion(f(image)), shape=(1, 28, 28), penalty=0, jitter=0, rate=0.02)
    np.testing.assert_allclose(found.picture, image, atol=0.1)
    assert found.score[0] > -0.01
    large = visualize(f, unit=am.caricature(f(image)), shape=(1, 28, 28), penalty=0, jitter=0)
    assert large.score[0] > 1.3 * am.caricature(f(image))(f(image))[0]


def test_what_is_a_function_of_a_network_knows_its_input_and_its_layer():
    net = vit()
    same(visualize(am.from_torch(net, "blocks.1"), unit=3, steps=4), visualize(net, "blocks.1", 3, steps=4))
    attention = visualize(am.from_torch(net, "blocks.0.self_attn", output=0), unit=3, steps=4)
    assert "am.channel(3) @ am.permute(1, 0) @ net" in attention.code
    plain, guided = (visualize(am.with_relu_rule(MODULE, rule), unit=3, steps=8) for rule in ("plain", "guided"))
    same(plain, visualize(MODULE, unit=3, steps=8))
    assert not np.array_equal(plain.picture, guided.picture)
    own = visualize(am.with_relu_rule(MODULE, lambda x, d: d * (x > 0)), unit=3, steps=8)
    same(plain, own)


# what is not known is asked about

ASKED = {
    "an output of three axes": (
        lambda: visualize(am.reshape((7, 112)), shape=(1, 28, 28)),
        r"\(1, 7, 112\).*what are its units.*unit=am\.channel\(0\) @ am\.permute\(1, 0\), or token=0",
    ),
    "an input of two axes": (
        lambda: visualize(am.l2, shape=(10, 12)),
        r"axes='ct' \(channels, length\) or axes='tc' \(length, channels\) or axes='hw' \(rows, columns\)",
    ),
    "five axes": (lambda: visualize(am.l2, shape=(1, 2, 3, 4, 5)), "at most 4"),
    "other letters": (lambda: visualize(am.l2, shape=(3, 8, 8), axes="cxy"), r"axes='cxy'.*one letter for each"),
    "too few letters": (lambda: visualize(am.l2, shape=(3, 8, 8), axes="hw"), r"axes='hw'.*one letter for each"),
    "std of channels last": (
        lambda: visualize(am.l2, shape=(8, 8, 3), axes="hwc", mean=[1, 2, 3]),
        "mean and std are for inputs with channels first, but these are rows, columns, channels",
    ),
    "a token of channels": (lambda: visualize(MODULE, "conv2", 3, token=0), r"unit=\(channel, row, column\)"),
    "a token too far": (lambda: visualize(vit(), "blocks.1", 3, token=17), "17 is out of range"),
    "a unit too far back": (lambda: visualize(CNN, unit=-11, **DIGIT), "unit -11 is out of range"),
    "a place outside": (lambda: visualize(MODULE, "conv2", (5, 24, 0)), "24 is out of range"),
    "half a unit": (lambda: visualize(CNN, unit=1.5, **DIGIT), r"unit=array\(1\.5\): write a unit \(3\)"),
    "a word": (lambda: visualize(CNN, unit="dog", **DIGIT), r"write a unit \(3\)"),
    "a short direction": (lambda: visualize(CNN, unit=np.ones(3), **DIGIT), "3 numbers, but .* 10 units"),
    "near nothing": (lambda: visualize(CNN, near=1.0, **DIGIT), r"give one, start=images\[:1\]"),
}


@pytest.mark.parametrize(("call", "message"), ASKED.values(), ids=ASKED)
def test_what_is_not_known_is_asked_about(call, message):
    with pytest.raises((ValueError, TypeError, IndexError), match=f"(?s){message}"):
        call()


# targets


def test_targets_are_hit_and_the_estimate_is_shown():
    """0.5 blobs cannot be reached from noise, and are from black."""
    counter, targets = am.zoo.blob_counter(), [0.5, 2.0, 6.0]
    seen = visualize(counter, target=targets, shape=(1, 28, 28))
    assert not seen.notes
    np.testing.assert_allclose(said(seen), targets, atol=0.03)
    np.testing.assert_allclose(counter(seen.picture.astype(np.float32))[:, 0], said(seen), rtol=1e-5)
    assert " at 0.5" in repr(seen)
    assert f"the network says {said(seen)[1]:.4g}; f = " in seen._repr_html_()
    assert [line for line in seen.code.splitlines() if line.startswith("#")] == [
        "# pictures 0, 1, 2",
        "# picture 0",
        "# picture 1",
    ]


def test_a_target_that_is_an_objective_is_hit_too_and_other_objectives_show_their_estimate():
    counter = am.zoo.blob_counter()
    assert visualize(counter, unit=am.target(4.0), shape=(1, 28, 28)).estimate == pytest.approx([4.0], abs=0.03)
    up = visualize(counter, unit=am.up, **DIGIT)
    assert up.estimate == pytest.approx(up.score)
    assert visualize(CNN, unit=3, **DIGIT).estimate is None


def test_a_target_out_of_reach_is_said_to_be():
    seen = visualize(am.zoo.blob_counter(), target=100, shape=(1, 28, 28), steps=20)
    assert re.fullmatch(r"picture 0: the target 100 was not reached, only [\d.]+", seen.notes[-1])


@pytest.mark.parametrize("shape", [(3,), (3, 1)])
def test_a_goal_is_read_off_the_objective(shape):
    assert goal_of(am.target([1.0, -2.0, 0.5]), shape) == pytest.approx([1.0, -2.0, 0.5])
    for other in (am.up, am.down, 2 * am.target(1.0), -am.target(1.0), am.target(1.0) + am.up, am.target([1.0, 2.0])):
        assert goal_of(other, shape) is None


# starts and priors


def test_a_start_is_kept_near():
    start = am.uniform((2, 1, 28, 28), seed=3)
    far, near = (visualize(CNN, unit=[3, 4], start=start, near=near, steps=30) for near in (None, 1.5))
    distance = lambda seen: np.linalg.norm((seen.trace.x[-1] - start).reshape(2, -1), axis=1)
    assert (distance(far) > 3).all()
    np.testing.assert_allclose(distance(near), 1.5, rtol=1e-3)
    assert "am.clip(0, 1) @ am.ball(1.5, x0)" in near.code


@pytest.mark.parametrize(
    ("shape", "reach"),
    [
        ((1, 28, 28), 2),
        ((3, 224, 224), 16),
        ((3, 66, 200), 5),
        ((2, 1, 128), 9),
        ((1, 8, 40, 70), 3),
        ((5,), 0),
        ((2, 1, 1), 0),
    ],
)
def test_the_reach_of_the_jitter_follows_the_shorter_side(shape, reach):
    assert reach_of(shape) == reach


def test_priors_can_be_chosen():
    chosen = visualize(CNN, unit=3, **DIGIT)
    weight = weight_in(chosen)
    half = visualize(CNN, unit=3, **DIGIT, penalty=0.5, jitter=1)
    halved = weight_in(half)
    assert "am.walk(f @ am.jitter(1) - " in half.code
    assert halved == pytest.approx(weight / 2, rel=0.06)  # two digits each
    half = visualize(CNN, unit=3, **DIGIT, rate=0.01, direction=am.sign)
    assert "am.ascent(0.01, direction, am.clip(0, 1))" in half.code
    assert np.abs(np.diff(half.trace.x, axis=0)).max() <= 0.01 * 1.001
    assert "am.walk(f, x0" in visualize(CNN, unit=3, **DIGIT, penalty=0, jitter=0).code
    down = visualize(CNN, unit=3, **DIGIT, direction=am.negate(am.adam()))
    assert down.score[0] < chosen.score[0]


def test_the_presets_of_keras_vis():
    """f − (10 / n)(‖x‖₆⁶ + TV), by steps of 1/255 of the range."""
    how = am.keras_vis((1, 28, 28), -1.0, 1.0)
    x = np.random.default_rng(0).normal(size=(2, 1, 28, 28))
    np.testing.assert_allclose(how["penalty"](x), 10 / 784 * (am.lp(6)(x) + am.total_variation(x)))
    assert how["rate"] == 2 / 255
    seen = visualize(CNN, unit=3, shape=(1, 28, 28), **how)
    assert seen.score[0] > 10
    first = np.abs(np.diff(seen.trace.x[:2], axis=0))
    np.testing.assert_allclose(first, 2 / 255, rtol=1e-2)  # RMSprop's first step is the sign
    assert "total" not in str(am.keras_vis((7,))["penalty"])


def fades(at):
    """The mean of x, as long as it is below `at`: then nothing more."""

    def value_and_grad(x):
        mean = x.mean((1, 2, 3))
        alive = (mean < at)[:, None, None, None]
        return np.minimum(mean, at), np.broadcast_to(alive / x[0].size, x.shape).astype(x.dtype)

    return am.score(value_and_grad, "fades")


def test_a_unit_that_dies_in_the_first_steps_has_its_penalty_all_the_same():
    """It was read off the last of 16 steps, where this one has no gradient any more."""
    weights = [weight_in(visualize(fades(at), **DIGIT)) for at in (0.7, 9.0)]
    assert weights[0] == weights[1] > 0


def test_a_unit_that_died_on_the_way_is_not_said_never_to_have_moved():
    seen = visualize(fades(0.7), shape=(1, 8, 8), penalty=0, jitter=0)
    (note,) = seen.notes
    assert note.startswith("picture 0: the unit is without a gradient at the end (∂f/∂x = 0): it died on the way, or")
    assert not np.array_equal(seen.trace.x[0], seen.trace.x[-1])


def test_a_picture_that_stands_still_is_said_to():
    white = np.ones((1, 1, 8, 8))
    seen = visualize(fades(9.0), start=white, penalty=0)
    assert seen.notes == ("picture 0: the unit is alive, but its picture never moved",)


def test_a_random_network_is_visualized():
    noisy = nn.Sequential(nn.Flatten(), nn.Linear(64, 3), nn.Softplus(), Rattles())
    seen = visualize(am.from_torch(noisy, random=True), unit=1, shape=(1, 8, 8), steps=10)
    again = visualize(am.from_torch(noisy, random=True), unit=1, shape=(1, 8, 8), steps=10)
    np.testing.assert_array_equal(seen.picture, again.picture)


class Rattles(nn.Module):
    def forward(self, x):
        return x + 0.01 * torch.randn_like(x)


# batches


@pytest.mark.parametrize("batch", [1, 2])
@pytest.mark.parametrize("how", [{}, {"target": [5.0, 6.0, 8.0]}, {"start": am.uniform((3, 1, 28, 28), seed=2)}])
def test_batches_give_the_pictures_of_all_at_once(batch, how):
    if "start" not in how:
        how = {**how, "shape": (1, 28, 28)}
    whole = visualize(CNN, unit=[3, 1, 1], steps=10, **how)
    parts = visualize(CNN, unit=[3, 1, 1], steps=10, batch=batch, **how)
    assert parts.trace.x.shape == whole.trace.x.shape
    np.testing.assert_allclose(parts.trace.x, whole.trace.x, atol=2e-3)
    np.testing.assert_allclose(parts.score, whole.score, rtol=0.02, atol=0.02)
    assert parts.code.count("trace = ") >= -(-3 // batch)


def test_so_many_pictures_are_climbed_together_as_fit():
    assert how_many_at_once((3, 224, 224)) == 9
    assert how_many_at_once((1, 28, 28)) > 1000
    assert how_many_at_once((3, 4000, 4000)) == 1


def test_long_work_shows_its_progress_and_short_work_does_not(monkeypatch, capsys):
    visualize(CNN, unit=[3, 4], batch=1, **DIGIT)
    assert "it/s" not in capsys.readouterr().err
    monkeypatch.setattr(batches, "PATIENCE", 0.0)
    monkeypatch.setattr(batches, "tqdm", partial(batches.tqdm, mininterval=0))
    visualize(CNN, unit=[3, 4], batch=1, **DIGIT)
    shown = capsys.readouterr().err
    assert "/16" in shown


# hints


class Normed(nn.Module):
    """A convolution and a batch norm that has seen photographs, standardized."""

    def __init__(self):
        super().__init__()
        torch.manual_seed(0)
        self.conv, self.norm, self.head = nn.Conv2d(3, 8, 3), nn.BatchNorm2d(8), nn.Linear(8, 2)
        with torch.no_grad():
            for _ in range(100):
                self.norm(self.conv(torch.randn(8, 3, 12, 12)))

    def forward(self, x):
        return self.head(torch.relu(self.norm(self.conv(x))).mean((2, 3)))


IMAGENET = {"mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225]}
HINTS = {
    "as in training": (IMAGENET, None),
    "not standardized": ({}, None),
    "bytes": ({"high": 255.0}, r"norm, the first batch norm, sees numbers \d+ standard deviations from"),
    "bytes and means of bytes": ({"high": 255.0, "mean": [123.7, 116.3, 103.5], "std": [58.4, 57.1, 57.4]}, None),
    "means of bytes alone": (
        {"mean": [123.7, 116.3, 103.5]},
        r"the mean, 123\.7, 116\.3, 103\.5, lies outside.*0 … 255",
    ),
    "a mean below": ({"mean": -3.0}, r"the mean, -3, lies outside.*Write low= and high="),
    "blue first": (
        {"high": 255.0, "mean": [103.9, 116.8, 123.7], "std": 58.0},
        r"blue first \(BGR\).*picture\[:, ::-1\]",
    ),
}


@pytest.mark.parametrize(("how", "words"), HINTS.values(), ids=HINTS)
def test_numbers_that_look_wrong_are_noted(how, words):
    seen = visualize(Normed(), shape=(3, 12, 12), steps=2, **how)
    if words is None:
        assert not seen.notes
    else:
        assert any(re.search(words, note) for note in seen.notes)


def test_the_old_name_of_the_code_still_works():
    seen = visualize(am.l2, shape=(3,), steps=2)
    with pytest.warns(DeprecationWarning, match=r"recipe is now Visualization\.code"):
        assert seen.recipe == seen.code
