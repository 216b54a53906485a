"""Pictures in colour: read from a photograph, drawn on the page, and sent to the browser as they are."""

from typing import Any

import numpy as np
import pytest
from PIL import Image

import amteach as am
from amteach.pictures import marks, still
from amteach.pictures.gallery import gallery
from amteach.widgets.wire import encode

RNG = np.random.default_rng(0)


def test_the_middle_of_a_photograph(tmp_path):
    """Red to the left, green in the middle, blue to the right, in thirds; the middle square sees only green."""
    pixels = np.zeros((300, 900, 3), np.uint8)
    for i in range(3):
        pixels[:, 300 * i : 300 * (i + 1), i] = 255
    Image.fromarray(pixels).save(tmp_path / "flag.png")
    x = am.photo(tmp_path / "flag.png")
    assert (x.shape, x.dtype) == ((1, 3, 227, 227), np.float32)
    np.testing.assert_array_equal(x[0, :, 113, 113], [0, 1, 0])
    np.testing.assert_array_equal(x, np.broadcast_to(np.array([0, 1, 0])[None, :, None, None], x.shape))


@pytest.mark.parametrize("size", [(256, 256), (227, 400), (512, 300), (50, 60)])
def test_a_photograph_of_any_size_in_any_mode(tmp_path, size):
    Image.new("L", size, 51).save(tmp_path / "grey.png")
    np.testing.assert_allclose(am.photo(tmp_path / "grey.png", side=64), np.full((1, 3, 64, 64), 0.2))


def test_the_portrait_that_comes_with_matplotlib_is_a_photograph():
    x = am.photo()
    assert x.min() < 0.1
    assert x.max() > 0.9
    assert x.std(axis=(2, 3)).min() > 0.1


def drawn(panel: marks.Images) -> list[np.ndarray]:
    """What matplotlib is given to show."""
    figure: Any = still.figure(marks.Picture([panel], np.arange(2)), 1)
    return [image.get_array() for ax in figure.subfigs[0].axes for image in ax.images]


def test_on_the_page_low_is_black_and_high_is_the_full_colour():
    pixels = RNG.uniform(-3, 3, (2, 2, 4, 5, 3))
    shown = drawn(marks.Images(pixels, -1.0, 2.0, columns=2))
    assert len(shown) == 2
    for image, values in zip(shown, pixels[1], strict=True):
        np.testing.assert_allclose(image, np.clip((values + 1) / 3, 0, 1))


def test_a_gallery_takes_channels_first():
    x = RNG.uniform(size=(3, 3, 6, 7))
    panel = gallery(x).picture.panels[0]
    assert isinstance(panel, marks.Images)
    np.testing.assert_array_equal(panel.pixels[0], x.transpose(0, 2, 3, 1))
    assert repr(gallery(x)).startswith("3 pictures of 6 × 7")


def test_a_gallery_of_pictures_with_two_channels_is_refused():
    with pytest.raises(ValueError, match=r"\(n, 3, h, w\), but they have \(1, 2, 4, 4\)"):
        gallery(np.zeros((1, 2, 4, 4)))


def test_on_the_wire_a_colour_is_three_bytes():
    pixels = RNG.integers(0, 256, (1, 2, 3, 4, 3))
    tree, buffer = encode(marks.Images(pixels / 255, 0.0, 1.0))
    assert tree["pixels"]["shape"] == [1, 2, 3, 4, 3]
    assert tree["pixels"]["type"] == "u1"
    assert buffer[: pixels.size] == pixels.astype(np.uint8).tobytes()
