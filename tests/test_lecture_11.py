"""Lecture 11 with the weights of SqueezeNet and without: a cell that may fail does so only without, and in one line."""

from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from amteach.zoo.imagenet import files as imagenet_files
from amteach.zoo.imagenet.files import FileMissing
from amteach.zoo.imagenet.labels import UnknownClass

LECTURE = Path(__file__).parent.parent / "notebooks" / "11_imagenet.ipynb"
MEANT_TO_FAIL = 'labels.find("helicopter")'


def cells():
    """(source, whether it may fail) of each code cell, but for the live figure."""
    for cell in nbformat.read(LECTURE, as_version=nbformat.NO_CONVERT).cells:
        if cell.cell_type == "code" and "am.stage" not in cell.source:
            yield cell.source, "raises-exception" in cell.metadata.get("tags", [])


def errors() -> list[tuple[str, Exception]]:
    """Run the lecture, and give the cells that failed; those that may not fail must not."""
    names, failed = {}, []
    for source, may_fail in cells():
        try:
            exec(source, names)
        except Exception as error:
            if not may_fail:
                raise
            failed.append((source, error))
    return failed


@pytest.mark.slow
def test_with_the_weights_only_the_helicopter_fails():
    pytest.importorskip("torch").set_num_threads(1)
    try:
        imagenet_files.find("squeezenet")
        imagenet_files.find("labels")
    except FileMissing as error:
        pytest.skip(str(error))
    [(source, error)] = errors()
    assert source == MEANT_TO_FAIL
    assert isinstance(error, UnknownClass)


def test_without_them_each_cell_says_so_in_one_line(monkeypatch, tmp_path):
    pytest.importorskip("torch")
    for name, source in list(imagenet_files.SOURCES.items()):
        dead = replace(source, addresses=(f"http://127.0.0.1:9/{source.file}",), also=())
        monkeypatch.setitem(imagenet_files.SOURCES, name, dead)
    monkeypatch.delenv("AMTEACH_WEIGHTS", raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda *args, **kwargs: str(tmp_path))
    failed = errors()
    assert [source for source, _ in failed] == [source for source, may_fail in cells() if may_fail]
    for source, error in failed:
        assert isinstance(error, UnknownClass if source == MEANT_TO_FAIL else FileMissing)
        assert len(error._render_traceback_()) == 1
