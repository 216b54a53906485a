"""A walk as a film: GIF anywhere, MP4 where ffmpeg is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

import numpy as np

from ..functions.checks import shown, whole
from ..store.files import whole as whole_file
from .shades import shades
from .sheet import Pictures, as_film, contact_sheet, scale_text, value_range, with_text


def movie(
    images: Pictures,
    path: str | Path,
    caption: str = "",
    t: Sequence[int] | np.ndarray | None = None,
    fps: int = 15,
    scale: tuple[float, float] | None = None,
    columns: int = 10,
) -> Path:
    """Pictures over time as a .gif or .mp4, one frame for each time, all on one scale, which is printed below.

    images  : (time, n, channels, h, w) with 1 or 3 channels, or (time, n, h, w): trace.x, or the pictures made of it
    caption : what they are, such as trace.caption; it is printed and also kept in the file as its comment
    t       : the step of each frame, as trace.t; counted from 0 if not given
    fps     : frames a second, 50 at most
    scale   : the values that are black and white; the lowest and the highest of all the frames if not given

    A grey GIF shows exactly the shades round(255 (x − low) / (high − low)); one in colour has 256 colours a frame, and
    an .mp4 is compressed.  The file is there in full or not at all.

    >>> import tempfile, amteach as am
    >>> trace = am.record(am.walk(am.l2, am.noise((4, 1, 8, 8)), am.ascent(0.1)), steps=5)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     movie(trace.x, f"{folder}/walk.gif", trace.caption, trace.t).stat().st_size > 1000
    True
    """
    path = Path(path)
    writers = {".gif": _write_gif, ".mp4": _write_mp4}
    if path.suffix.lower() not in writers:
        raise ValueError(f"movie({path.name!r}): the name must end in .gif or .mp4; for one picture write am.snapshot")
    fps = whole("movie(fps={})", fps, "a whole number of frames a second, 1 to 50; browsers play no more", 1, 50)
    x = as_film(images, "movie")
    steps = np.arange(len(x)) if t is None else np.asarray(t)
    if steps.shape != (len(x),) or np.any(np.diff(steps) <= 0):
        raise ValueError(
            f"movie(t={shown(t)}): there are {len(x)} frames, so that many rising steps are needed: t=trace.t"
        )
    low, high = value_range(x, scale)
    scale_words = scale_text(low, high)
    frames = (
        with_text(contact_sheet(shades(pictures, low, high), columns), [caption, f"step {step}; {scale_words}"])
        for pictures, step in zip(x, steps, strict=True)
    )
    with whole_file(path) as temporary:
        writers[path.suffix.lower()](temporary, frames, fps, caption)
    return path


def _write_gif(path: Path, frames: Iterator[np.ndarray], fps: int, caption: str) -> None:
    """Pillow merges frames that are the same; here no two are, because each has its step printed on it."""
    from PIL import Image

    def images() -> Iterator[Image.Image]:
        for frame in frames:
            grey = frame.shape[2] == 1
            image = Image.fromarray(frame[:, :, 0] if grey else frame)
            yield image if grey else image.quantize(256, dither=Image.Dither.NONE)

    rest = images()
    first = next(rest)
    times = {"duration": round(1000 / fps), "loop": 0}
    first.save(path, "GIF", save_all=True, append_images=rest, comment=caption.encode(), **times)


def _write_mp4(path: Path, frames: Iterator[np.ndarray], fps: int, caption: str) -> None:
    from matplotlib.animation import FFMpegWriter
    from matplotlib.figure import Figure

    if not FFMpegWriter.isAvailable():
        raise RuntimeError("an .mp4 needs the program ffmpeg, which is not found here: install it, or write a .gif")
    first = next(frames)
    height, width = (size + size % 2 for size in first.shape[:2])  # H.264 counts in twos
    writer = FFMpegWriter(fps=fps, metadata={"comment": caption})
    figure = Figure((width, height), dpi=1)
    with writer.saving(figure, str(path), dpi=1):
        for frame in chain([first], frames):
            padding = (0, height - frame.shape[0]), (0, width - frame.shape[1]), (0, 0)
            figure.clear()
            figure.figimage(np.pad(frame, padding, "edge").repeat(3 // frame.shape[2], axis=2))
            writer.grab_frame()
