"""MNIST comes from any mirror that has it, whole and checked, or the error says what to do without it."""

import gzip

import pytest

from amteach.data import mnist

BAD = {
    "dead": None,
    "not found": lambda name, data: None,
    "a web page": lambda name, data: b"<html>moved</html>",
    "half of each file": lambda name, data: data[: len(data) // 2],
    "the wrong file": lambda name, data: gzip.compress(b"old version"),
}


def test_a_damaged_file_in_amteach_data_is_not_touched(tiny, tmp_path, monkeypatch):
    tiny.put(tmp_path)
    path = tmp_path / "train-labels-idx1-ubyte.gz"
    path.write_bytes(b"mine")
    monkeypatch.setenv("AMTEACH_DATA", str(tmp_path))
    with pytest.raises(mnist.FileDamaged):
        mnist.download()
    assert path.read_bytes() == b"mine"


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_when_the_first_mirror_fails_the_second_is_used(tiny, server, monkeypatch, bad):
    first = server(lambda name: bad(name, tiny.answer(name)))[0] if bad else tiny.DEAD
    second, asked = server(tiny.answer)
    tiny.mirrors(monkeypatch, first, second)
    paths = mnist.download()
    assert sorted(asked) == sorted(p.name for p in paths) == sorted(p.name for p in mnist.where().iterdir())
    assert len(mnist.load("train")) == 7
    mnist.download()
    assert len(asked) == 4  # a good copy is never fetched again


def test_when_all_mirrors_fail_nothing_is_left_and_the_error_says_what_to_do(tiny, server, monkeypatch):
    half = server(lambda name: tiny.answer(name)[:100])[0]
    tiny.mirrors(monkeypatch, half, tiny.DEAD)
    with pytest.raises(mnist.FileMissing, match="AMTEACH_DATA") as error:
        mnist.download()
    for word in (half, tiny.DEAD, str(mnist.where()), "mnist.digits()"):
        assert word in str(error.value)
    assert list(mnist.where().iterdir()) == []


@pytest.mark.parametrize("name", ["DataMissing", "DataCorrupt", "DownloadFailed"])
def test_the_old_names_of_the_errors_still_catch_the_new_ones(name):
    new = mnist.FileDamaged if name == "DataCorrupt" else mnist.FileMissing
    with pytest.warns(DeprecationWarning, match=f"{name} is now {new.__name__}"):
        assert getattr(mnist, name) is new
