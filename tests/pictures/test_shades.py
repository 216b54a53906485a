"""There is one rounding to 256 shades: a film, a still and a live figure of the same numbers hold the same bytes."""

from itertools import pairwise

import numpy as np
import pytest

import amteach as am
from amteach.experiments.visualize.page import image
from amteach.pictures.marks import Images
from amteach.pictures.shades import as_shown, shades
from amteach.widgets.wire import encode
from amteach.zoo.imagenet.walks import packed, unpacked

Image = pytest.importorskip("PIL.Image")
HALVES = np.arange(511).reshape(1, 1, 7, 73) / 510  # 0, ½, 1, 1½, …, 255 of 255
RANGES = [(0.0, 1.0), (-1.0, 1.0), (-0.4242, 2.8215), (0.0, 255.0)]


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
@pytest.mark.parametrize(("low", "high"), RANGES)
def test_a_film_a_still_and_a_live_figure_are_equal_byte_for_byte(low, high, dtype, tmp_path):
    x = (low + (high - low) * HALVES).astype(dtype)
    _, live = encode(Images(x, low, high))
    with Image.open(am.movie(x[None], tmp_path / "x.gif", scale=(low, high))) as film:
        frame = cut(np.asarray(film.convert("L")))
    with Image.open(am.snapshot(x, tmp_path / "x.png", scale=(low, high))) as still:
        assert live[:511] == frame == cut(np.asarray(still))


def cut(screen):
    """The bytes of the picture, each pixel of which is a square of six on the screen."""
    return screen[: 7 * 6 : 6, : 73 * 6 : 6].tobytes()


def test_a_half_goes_to_the_even_shade_wherever_it_is_rounded():
    """The 511 values as floats; half a shade is met exactly where 255 · k/510 is."""
    even = [round(float(255 * value)) for value in HALVES.ravel()]  # Python's round also goes to the even number
    assert shades(HALVES, 0, 1).ravel().tolist() == even
    assert shades(np.arange(511) / 2, 0, 255).tolist() == [round(k / 2) for k in range(511)]
    np.testing.assert_array_equal(255 * as_shown(HALVES, 0, 1), shades(HALVES, 0, 1))


def test_what_visualize_shows_and_what_the_walks_on_imagenet_keep_are_the_same_shades():
    grey = HALVES[0]
    assert image(grey, 0, 1, "x") == image(as_shown(HALVES, 0, 1)[0], 0, 1, "x")
    colour = np.linspace(0, 1, 3 * 64 * 64).reshape(3, 64, 64)
    assert packed(colour) == packed(as_shown(colour[None], 0, 1)[0])
    assert unpacked(packed(colour)).shape == colour.shape


def test_shades_use_the_whole_range_and_no_more_and_rise():
    assert shades(np.array([-np.inf, -5.0, 0.0, 1.0, 9.0, np.inf]), 0.0, 1.0).tolist() == [0, 0, 0, 255, 255, 255]
    assert shades(np.zeros(2), 0.0, 0.0).tolist() == [0, 0], "nothing to tell apart"
    assert all(a <= b for a, b in pairwise(shades(np.linspace(-3, 2, 10_000), -3, 2).tolist()))


@pytest.mark.parametrize("dtype", ["bool", "uint8", "int64", "float16"])
def test_numbers_of_other_kinds_have_shades_too(dtype):
    assert shades(np.array([0, 1], dtype), 0, 1).tolist() == [0, 255]


def test_the_numbers_are_left_as_they_are():
    x = HALVES.copy()
    shades(x, 0.25, 0.75)
    np.testing.assert_array_equal(x, HALVES)
