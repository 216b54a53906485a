"""Pictures with NaN are shown as such, in the notebook, in a file and live: in magenta, and in words."""

import numpy as np
import pytest

import amteach as am
from amteach.pictures import still
from amteach.pictures.marks import Images, Picture
from amteach.pictures.missing import MAGENTA, marked
from amteach.pictures.shades import shades
from amteach.widgets.wire import encode

BAD = [np.nan, np.inf, -np.inf]


def pictures(value, shape=(2, 1, 4, 4)):
    x = np.linspace(0, 1, int(np.prod(shape)), dtype=np.float32).reshape(shape)
    x[0, 0, 1, 2] = value
    return x


@pytest.mark.parametrize("value", BAD)
@pytest.mark.parametrize("shape", [(2, 1, 4, 4), (2, 3, 4, 4)], ids=["grey", "colour"])
@pytest.mark.filterwarnings("error")
def test_a_gallery_says_how_many_pixels_are_no_numbers_and_scales_by_the_others(value, shape):
    seen = am.gallery(pictures(value, shape))
    assert "values 0 to 1" in repr(seen)
    assert "1 pixel is not a number (magenta)" in repr(seen)
    (panel,) = seen.picture.panels
    assert isinstance(panel, Images)
    assert tuple(panel.pixels[0, 0, 1, 2]) == MAGENTA
    assert (panel.pixels == MAGENTA).all(axis=-1).sum() == 1
    assert seen.png()


@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.filterwarnings("error")
def test_it_is_drawn_live_as_in_print(signed):
    panel = Images(pictures(np.nan)[None, :, 0], 0, 1, title="x", signed=signed)
    tree, buffer = encode(Picture([panel], np.array([0])))
    drawn = tree["panels"][0]
    assert drawn["title"] == "x · 1 pixel is not a number (magenta)"
    assert drawn["pixels"]["shape"] == [1, 2, 4, 4, 3]
    assert not drawn["signed"]
    assert tuple(buffer[3 * 6 : 3 * 7]) == MAGENTA
    assert still.png(Picture([panel], np.array([0])))


def test_what_is_all_numbers_is_left_as_it_is():
    panel = Images(pictures(0.0)[None, :, 0], 0, 1)
    assert marked(panel) is panel


@pytest.mark.filterwarnings("error")
def test_nothing_but_nan_is_drawn_too():
    assert "32 pixels are not numbers" in repr(am.gallery(np.full((2, 1, 4, 4), np.nan)))
    assert shades(np.array([np.nan, 0.5]), 0, 1).tolist() == [0, 128]
    assert shades(np.array([np.nan, 0.5]), np.nan, np.nan).tolist() == [0, 0]


def test_a_number_that_is_none_travels_as_nothing():
    assert encode({"x": 1})[0] == {"x": 1}
    assert encode([float("nan"), np.float64("inf"), 1.0])[0] == [None, None, 1.0]
