"""A file is whole or not there; nobody sees half of it, and a failure leaves what was there before."""

import os
import re
from pathlib import Path

import pytest

from amteach.store.files import whole, write_whole


@pytest.fixture
def old(tmp_path):
    """A file that is there already, alone in its folder."""
    return write_whole(tmp_path / "file.txt", b"old")


def test_the_bytes_are_there_under_the_name_and_nothing_else_is(tmp_path):
    path = write_whole(str(tmp_path / "deep" / "down" / "file"), b"\r\n\0new")
    assert path == tmp_path / "deep" / "down" / "file"
    assert path.read_bytes() == b"\r\n\0new"
    assert list(path.parent.iterdir()) == [path]


def test_a_replacement_that_fails_leaves_the_old_file_and_nothing_else(old, monkeypatch):
    def fail(*args):
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        write_whole(old, b"new")
    assert [p.read_bytes() for p in old.parent.iterdir()] == [b"old"]


@pytest.mark.parametrize("kind", [ValueError, KeyboardInterrupt])
def test_a_writer_that_fails_half_way_leaves_the_old_file_and_nothing_else(old, kind):
    def write():
        with whole(old) as temporary:
            temporary.write_bytes(b"half")
            raise kind

    with pytest.raises(kind):
        write()
    assert [p.read_bytes() for p in old.parent.iterdir()] == [b"old"]


def test_until_the_end_the_old_file_is_seen_and_the_new_one_has_the_same_ending(old):
    with whole(old) as temporary:
        temporary.write_bytes(b"new")
        assert old.read_bytes() == b"old"
        assert (temporary.parent, temporary.suffix) == (old.parent, ".txt")
    assert old.read_bytes() == b"new"


def test_two_that_write_the_same_file_do_not_meet(old):
    with whole(old) as one, whole(old) as other:
        one.write_bytes(b"one")
        other.write_bytes(b"other")
    assert old.read_bytes() == b"one"  # it ended last
    assert list(old.parent.iterdir()) == [old]


def test_a_name_of_the_greatest_length_can_be_written(tmp_path):
    name = "n" * 250 + ".txt"
    assert write_whole(tmp_path / name, b"").name == name


def test_only_the_store_writes_files_in_this_way():
    """Whoever renames a finished file has written the second atomic writer."""
    root = Path(__file__).parents[2]
    files = [path for room in ("amteach", "benchmarks", "tools") for path in (root / room).rglob("*.py")]
    offenders = [path for path in files if re.search(r"os\.replace|\.rename\(", path.read_text("utf-8"))]
    assert {path.parent for path in offenders} == {root / "amteach" / "store"}
