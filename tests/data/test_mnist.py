"""MNIST is to the byte what it should be, or the error says what to do."""

import gzip

import numpy as np
import pytest

from amteach.data import mnist


@pytest.mark.parametrize("zipped", [True, False])
def test_what_is_loaded_is_what_was_written(tiny, tmp_path, monkeypatch, zipped):
    tiny.put(tmp_path / "mine", zipped)
    monkeypatch.setenv("AMTEACH_DATA", str(tmp_path / "mine"))
    digits = mnist.load("test")
    pixels = np.frombuffer(tiny.contents["t10k-images-idx3-ubyte"][16:], np.uint8).reshape(5, 1, 28, 28)
    assert digits.images.shape == (5, 1, 28, 28)
    assert digits.images.dtype == np.float32
    assert digits.labels.dtype == np.int64
    np.testing.assert_array_equal(np.round(digits.images * 255), pixels)
    np.testing.assert_array_equal(digits.labels, list(tiny.contents["t10k-labels-idx1-ubyte"][8:]))
    assert repr(digits) == "5 digits, MNIST test"


def test_amteach_data_comes_before_the_cache(tiny, tmp_path, monkeypatch):
    cache = mnist.where()  # nothing is anywhere
    tiny.put(cache)
    assert mnist.where() == cache
    tiny.put(tmp_path / "mine")
    monkeypatch.setenv("AMTEACH_DATA", str(tmp_path / "mine"))
    assert mnist.where() == tmp_path / "mine"
    monkeypatch.setenv("AMTEACH_DATA", str(tmp_path / "empty"))
    assert mnist.where() == cache


def test_missing_data_says_where_it_looked_and_what_to_do(tiny, tmp_path, monkeypatch):
    monkeypatch.setenv("AMTEACH_DATA", str(tmp_path / "empty"))
    with pytest.raises(FileNotFoundError, match="amteach data") as error:
        mnist.load("train")
    assert str(tmp_path / "empty") in str(error.value)
    assert str(mnist.where()) in str(error.value)


def test_an_unknown_split_is_named():
    for ask in (mnist.load, mnist.digits):
        with pytest.raises(ValueError, match="'validation'"):
            ask("validation")


DAMAGE = {
    "a flipped bit": lambda data: data[:200] + bytes([data[200] ^ 1]) + data[201:],
    "half a file": lambda data: data[: len(data) // 2],
    "nothing": lambda data: b"",
    "a web page": lambda data: b"<html>Access denied</html>",
    "another file": lambda data: gzip.compress(b"not MNIST"),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_damaged_data_is_an_error_and_is_mended_by_amteach_data(tiny, server, monkeypatch, damage):
    tiny.put(mnist.where())
    path = mnist.where() / "train-images-idx3-ubyte.gz"
    path.write_bytes(damage(path.read_bytes()))
    for ask in (mnist.load, mnist.digits):  # no digits are drawn in its place
        with pytest.raises(mnist.FileDamaged, match="amteach data") as error:
            ask("train")
        assert str(path) in str(error.value)
        assert mnist.SOURCES["train-images-idx3-ubyte"].sha256 in str(error.value)
    address, asked = server(tiny.answer)
    tiny.mirrors(monkeypatch, address)
    mnist.download()
    assert asked == ["train-images-idx3-ubyte.gz"]
    assert len(mnist.load("train")) == 7


def test_without_mnist_digits_are_drawn_and_one_line_says_so(tiny, server, monkeypatch, capsys):
    address, asked = server(tiny.answer)
    tiny.mirrors(monkeypatch, address)
    digits = mnist.digits("test")
    said = capsys.readouterr().out
    assert said.count("\n") == 1
    assert "drawn" in said
    assert "amteach data" in said
    assert "drawn" in digits.source
    assert asked == []  # it never downloads by itself
    mnist.download(report=lambda line: None)
    capsys.readouterr()
    assert mnist.digits("test").source == "MNIST test"
    assert capsys.readouterr().out == ""


def test_mnist_is_as_its_authors_describe_it(real):
    train, test = real
    assert train.images.shape == (60_000, 1, 28, 28)
    assert test.images.shape == (10_000, 1, 28, 28)
    assert train.labels[:5].tolist() == [5, 0, 4, 1, 9]
    assert np.bincount(train.labels).tolist() == [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
    assert (train.images.min(), train.images.max()) == (0, 1)
    assert np.linalg.norm(test.images.reshape(10_000, 784), axis=1).mean() == pytest.approx(9.30, abs=0.005)
