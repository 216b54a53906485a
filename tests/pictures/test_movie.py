"""A film holds every frame, and each pixel of it is the shade that the numbers say."""

import numpy as np
import pytest

import amteach as am
from amteach.functions.arrays import to_numpy
from amteach.pictures.movie import movie
from amteach.pictures.sheet import scale_text, zoom

Image = pytest.importorskip("PIL.Image")
GREY = np.random.default_rng(0).normal(size=(5, 3, 1, 6, 7))
COLOUR = np.random.default_rng(1).random((4, 2, 3, 6, 5))


def frames(path):
    """The frames of a GIF as a viewer shows them, (time, height, width, 3)."""
    with Image.open(path) as film:
        return np.stack([np.asarray((film.seek(i), film.convert("RGB"))[1]) for i in range(film.n_frames)])


def pictures(film, shape, columns=10):
    """Each picture cut out of the frames, one pixel of the screen for one of the picture: (time, n, h, w, 3)."""
    n, h, w = shape
    columns = min(columns, n)
    z = zoom(columns * (w + 1) - 1)
    corner = lambda i: (i // columns * (h + 1) * z, i % columns * (w + 1) * z)
    blocks = [film[:, y : y + h * z, x : x + w * z].reshape(-1, h, z, w, z, 3) for y, x in map(corner, range(n))]
    assert all(np.array_equal(block, block[:, :, :1, :, :1] * np.ones_like(block)) for block in blocks)
    return np.stack([block[:, :, 0, :, 0] for block in blocks], axis=1)


def shades(x, low, high):
    return np.rint(255 * np.clip((x - low) / (high - low), 0, 1))


@pytest.mark.parametrize("columns", [1, 2, 10])
@pytest.mark.parametrize("channel", [True, False])
def test_the_frames_are_the_shades_of_the_numbers_all_on_one_scale(columns, channel, kind, tmp_path):
    x = GREY if channel else GREY[:, :, 0]
    film = frames(movie(kind(x), tmp_path / "walk.gif", columns=columns))
    seen = pictures(film, (3, 6, 7), columns)
    assert len(film) == 5
    for channel in range(3):
        assert np.array_equal(seen[..., channel], shades(GREY[:, :, 0], GREY.min(), GREY.max()))


@pytest.mark.parametrize("dtype", ["float16", "float32", "uint8"])
def test_any_numbers_have_shades(dtype, tmp_path):
    x = (100 + 20 * GREY).astype(dtype)
    seen = pictures(frames(movie(x, tmp_path / "walk.gif")), (3, 6, 7))[..., 0]
    assert np.array_equal(seen, shades(x[:, :, 0].astype(float), float(x.min()), float(x.max())))


def test_a_scale_that_is_given_is_kept_to_and_cuts_off_what_lies_outside(tmp_path):
    seen = pictures(frames(movie(GREY, tmp_path / "walk.gif", scale=(-0.5, 0.5))), (3, 6, 7))[..., 0]
    assert np.array_equal(seen, shades(GREY[:, :, 0], -0.5, 0.5))
    assert {0, 255} < set(seen.ravel())


@pytest.mark.parametrize("length", [1, 2, 40, 120])
def test_no_frame_is_lost_also_where_nothing_moves(length, tmp_path):
    """GIF writers drop a frame that is like the one before it, and a walk that stands still is full of those."""
    assert len(frames(movie(np.ones((length, 1, 2, 2)), tmp_path / "still.gif"))) == length


def test_the_frames_of_a_walk_are_those_of_its_trace(kind, tmp_path):
    f = am.linear(GREY[0, 0]) - 0.5 * am.l2
    trace = am.record(am.walk(f, kind(GREY[0]), am.ascent(0.3)), steps=20, every=4)
    path = movie(trace.x, tmp_path / "walk.gif", trace.caption, trace.t)
    x = to_numpy(trace.x)[:, :, 0]
    assert np.array_equal(pictures(frames(path), (3, 6, 7))[..., 0], shades(x, x.min(), x.max()))


def test_every_frame_has_its_own_words_and_the_caption_the_same_ones(tmp_path):
    """Below the pictures only the step changes, so a frame differs from the next in one line, and for each step."""
    film = frames(movie(np.zeros((12, 1, 28, 28)), tmp_path / "a.gif", "f by nobody, " * 12, t=range(0, 120, 10)))
    words = film[:, 28 * zoom(28) :]
    changing = np.flatnonzero(np.any(words != words[:1], axis=(0, 2, 3)))
    assert len({frame.tobytes() for frame in words}) == 12
    assert changing.max() - changing.min() < 18
    assert words.shape[1] > 60  # the caption takes several lines and is not cut off


def test_the_caption_is_kept_in_the_file_where_a_program_can_read_it(tmp_path):
    path = movie(GREY, tmp_path / "walk.gif", "‖x‖² by ascent(0.1), seed 0, steps 0 to 4")
    with Image.open(path) as film:
        assert film.info["comment"].decode() == "‖x‖² by ascent(0.1), seed 0, steps 0 to 4"
        assert film.info["loop"] == 0
        assert film.info["duration"] == 60  # 1 / 15 s in whole hundredths


def test_colours_are_kept_as_well_as_256_of_them_can(tmp_path):
    seen = pictures(frames(movie(COLOUR, tmp_path / "walk.gif", scale=(0, 1))), (2, 6, 5))
    assert np.abs(seen - 255 * COLOUR.transpose(0, 1, 3, 4, 2)).max() < 30
    assert np.abs(seen - 255 * COLOUR.transpose(0, 1, 3, 4, 2)).mean() < 4


def test_the_scale_is_scale_text():
    assert scale_text(-0.25, 1) == "black −0.25, white 1"
