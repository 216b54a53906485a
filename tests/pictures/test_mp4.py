"""An MP4 is ffmpeg's work: it is handed every frame as it is, and where it is missing or fails, that is said."""

import shutil
import stat
import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from amteach.pictures.movie import movie
from amteach.pictures.shades import shades
from amteach.pictures.sheet import contact_sheet, scale_text, with_text

mpl = pytest.importorskip("matplotlib")
GREY = np.random.default_rng(0).normal(size=(5, 3, 1, 6, 7))
SCRIPTS = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for ffmpeg is a script with a #! line")


def frames(x, caption=""):
    """What a film of x is made of, (time, height, width, 1)."""
    low, high = x.min(), x.max()
    words = [[caption, f"step {t}; {scale_text(low, high)}"] for t in range(len(x))]
    return np.stack([with_text(contact_sheet(shades(p, low, high), 10), w) for p, w in zip(x, words, strict=True)])


def fake_ffmpeg(folder, code) -> Any:
    """A program in the place of ffmpeg, which is handed the frames and the name of the file to write."""
    program = folder / "ffmpeg"
    program.write_text(f"#!{sys.executable}\nimport sys\nframes = sys.stdin.buffer.read()\n{code}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return {"animation.ffmpeg_path": str(program)}


@SCRIPTS
@pytest.mark.parametrize("colour", [1, 3])
def test_ffmpeg_is_handed_every_frame_as_it_is(colour, tmp_path):
    x = np.repeat(GREY, colour, axis=2)
    with mpl.rc_context(fake_ffmpeg(tmp_path, "open(sys.argv[-1], 'wb').write(frames)")):
        data = movie(x, tmp_path / "walk.mp4", "a walk").read_bytes()
    expected = frames(x, "a walk")
    height, width = (size + size % 2 for size in expected.shape[1:3])
    film = np.frombuffer(data, np.uint8).reshape(5, height, width, 4)
    assert np.array_equal(film[:, : expected.shape[1], : expected.shape[2], :3], expected * np.ones(3, np.uint8))


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg is not installed")
def test_every_frame_comes_back_in_about_its_shades(tmp_path):
    """H.264 is not exact: a few shades of 255."""
    x = np.linspace(0, 1, 30)[:, None, None, None, None] * np.ones((1, 1, 1, 10, 10))
    path = movie(x, tmp_path / "walk.mp4")
    read = ["ffmpeg", "-v", "error", "-i", str(path), "-f", "rawvideo", "-pix_fmt", "gray", "-"]
    film = np.frombuffer(subprocess.run(read, capture_output=True, check=True).stdout, np.uint8).reshape(30, -1)
    assert np.abs(film[:, 0] - 255 * x[:, 0, 0, 0, 0]).max() < 8


@SCRIPTS
def test_an_ffmpeg_that_fails_leaves_the_film_before_it_and_nothing_else(tmp_path):
    (tmp_path / "walk.mp4").write_bytes(b"an old film")
    code = "open(sys.argv[-1], 'wb').write(b'half'); sys.exit(1)"
    with mpl.rc_context(fake_ffmpeg(tmp_path, code)), pytest.raises(Exception, match="non-zero exit status 1"):
        movie(GREY, tmp_path / "walk.mp4")
    assert (tmp_path / "walk.mp4").read_bytes() == b"an old film"
    assert {path.name for path in tmp_path.iterdir()} == {"walk.mp4", "ffmpeg"}


def test_without_ffmpeg_that_is_what_is_said(tmp_path):
    missing: Any = {"animation.ffmpeg_path": str(tmp_path / "nowhere")}
    words = r"needs the program ffmpeg, .* install it, or write a .gif"
    with mpl.rc_context(missing), pytest.raises(RuntimeError, match=words):
        movie(GREY, tmp_path / "walk.mp4")
    assert not list(tmp_path.iterdir())
