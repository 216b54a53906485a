"""A file of MNIST comes whole and verified from any mirror that has it, or not at all."""

import gzip
import os
import subprocess
import sys
import time

import pytest

from amteach.data import download, idx, mnist

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
    with pytest.raises(mnist.DataCorrupt):
        mnist.download()
    assert path.read_bytes() == b"mine"


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_when_the_first_mirror_fails_the_second_is_used(tiny, server, monkeypatch, bad):
    first = server(lambda name: bad(name, tiny.answer(name)))[0] if bad else tiny.DEAD
    second, asked = server(tiny.answer)
    monkeypatch.setattr(download, "MIRRORS", (first, second))
    paths = mnist.download()
    assert sorted(asked) == sorted(p.name for p in paths) == sorted(p.name for p in idx.cache().iterdir())
    assert len(mnist.load("train")) == 7
    mnist.download()
    assert len(asked) == 4  # a good copy is never fetched again


def test_when_all_mirrors_fail_nothing_is_left_and_the_error_says_what_to_do(tiny, server, monkeypatch):
    half = server(lambda name: tiny.answer(name)[:100])[0]
    monkeypatch.setattr(download, "MIRRORS", (half, tiny.DEAD))
    with pytest.raises(ConnectionError, match="AMTEACH_DATA") as error:
        mnist.download()
    for word in (half, tiny.DEAD, str(idx.cache()), "mnist.digits()"):
        assert word in str(error.value)
    assert not idx.cache().exists() or list(idx.cache().iterdir()) == []


def test_two_processes_that_fill_the_same_cache_at_once(tiny, server, tmp_path):
    def slow(name):
        time.sleep(0.2)
        return tiny.answer(name)

    address, asked = server(slow)
    code = f"""if True:
        import platformdirs
        from amteach.data import download, idx, mnist
        idx.SHA256.update({idx.SHA256!r})
        platformdirs.user_cache_dir = lambda *args, **kwargs: {str(tmp_path / "cache")!r}
        download.MIRRORS = ({address!r},)
        mnist.download()
        print(len(mnist.load("train")), len(mnist.load("test")))
    """
    environment = {**os.environ, "AMTEACH_DATA": ""}
    both = [
        subprocess.Popen([sys.executable, "-c", code], stdout=-1, stderr=-1, text=True, env=environment)
        for _ in range(2)
    ]
    for process in both:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        assert out.splitlines()[-1] == "7 5"
    assert len(list(idx.cache().iterdir())) == 4
    assert 4 <= len(asked) <= 8
