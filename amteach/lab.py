"""Opening the lectures: those of the checkout, or copies of those in the installed package."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from .store.extras import need

CHECKOUT = Path(__file__).parents[1] / "notebooks"
PACKED = Path(__file__).parent / "notebooks"  # where the wheel puts them


def open_lab(folder: Path | None = None, options: Sequence[str] = ()) -> int:
    """Start JupyterLab on the lectures and wait until it is closed; its exit code.

    options : for JupyterLab, such as ["--no-browser"]
    """
    need("jupyterlab", "amteach lab")
    if PACKED.is_dir() or folder is not None:
        source = PACKED if PACKED.is_dir() else CHECKOUT
        folder = copy_lectures(source, folder or Path("amteach-lectures"))
    else:
        folder = CHECKOUT
    return subprocess.call([sys.executable, "-m", "jupyterlab", str(folder), *options])


def copy_lectures(source: Path, folder: Path) -> Path:
    """Copy the lectures into a folder.  What is there already stays as it is: it may hold a student's work."""
    folder.mkdir(parents=True, exist_ok=True)
    for lecture in sorted(source.glob("*.ipynb")):
        copy = folder / lecture.name
        if not copy.exists():
            shutil.copyfile(lecture, copy)
        elif copy.read_bytes() != lecture.read_bytes():
            print(f"{copy} differs from the lecture and is kept; for a fresh copy, rename it and run this again")
    return folder
