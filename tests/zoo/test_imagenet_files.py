"""The files of ImageNet are looked for in one's own folder first; where they are nowhere, one line says so."""

import json
import os
from dataclasses import replace

import pytest

from amteach.store import files
from amteach.zoo import imagenet
from amteach.zoo.imagenet import files as imagenet_files
from amteach.zoo.imagenet.files import FileDamaged, FileMissing

DATA = bytes(range(256)) * 20
DEAD = "http://127.0.0.1:9/"  # the discard port: an address that does not answer


@pytest.fixture(autouse=True)
def nowhere(monkeypatch, tmp_path):
    """No address answers, the cache is empty, and AMTEACH_WEIGHTS is not set."""
    for name, source in list(imagenet_files.SOURCES.items()):
        dead = replace(source, addresses=(DEAD + source.file,), sha256=files.sha256(DATA)[:8])
        monkeypatch.setitem(imagenet_files.SOURCES, name, dead)
    monkeypatch.delenv("AMTEACH_WEIGHTS", raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda *args, **kwargs: str(tmp_path / "cache"))


def test_without_a_network_one_line_says_what_to_do():
    with pytest.raises(FileMissing) as error:
        imagenet_files.get("squeezenet")
    (line,) = error.value._render_traceback_()  # all that a notebook shows
    assert "\n" not in line
    assert "AMTEACH_WEIGHTS" in line
    assert DEAD in line
    with pytest.raises(FileMissing, match="AMTEACH_WEIGHTS"):
        imagenet_files.find("squeezenet")


def test_without_a_network_the_few_names_of_the_lecture_are_known(capsys):
    names = imagenet.labels()
    assert len(capsys.readouterr().out.splitlines()) == 1
    assert len(names) < 1000
    assert names.find("ambulance") == 407


def test_ones_own_folder_comes_first(monkeypatch, tmp_path):
    file = tmp_path / imagenet_files.SOURCES["squeezenet"].file
    file.write_bytes(DATA)
    assert imagenet_files.find("squeezenet", tmp_path) == file
    monkeypatch.setenv("AMTEACH_WEIGHTS", str(tmp_path))
    assert imagenet_files.get("squeezenet") == imagenet_files.find("squeezenet") == file


def test_half_a_file_in_ones_own_folder_is_an_error_and_is_left_alone(monkeypatch, tmp_path):
    file = tmp_path / imagenet_files.SOURCES["squeezenet"].file
    file.write_bytes(DATA[:1000])
    monkeypatch.setenv("AMTEACH_WEIGHTS", str(tmp_path))
    for ask in (imagenet_files.get, imagenet_files.find):
        with pytest.raises(FileDamaged, match="or only a part of it"):
            ask("squeezenet")
    assert file.stat().st_size == 1000


def test_a_pickle_that_is_no_weights_is_not_run(tmp_path):
    torch = pytest.importorskip("torch")
    from amteach.zoo.imagenet.module import from_file

    path = tmp_path / "mine.pth"
    torch.save({"weight": Harmful(tmp_path / "run")}, path)
    with pytest.raises(FileDamaged, match="no weights of Linear"):
        from_file(lambda: torch.nn.Linear(1, 1), path)
    assert not (tmp_path / "run").exists()


class Harmful:
    """What a malicious file would do when it is unpickled."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.mkdir, (str(self.path),)


def test_the_class_index_is_read(tmp_path, monkeypatch):
    data = json.dumps({"0": ["n01440764", "tench"], "1": ["n01443537", "goldfish"]}).encode()
    source = replace(imagenet_files.SOURCES["labels"], sha256=files.sha256(data))
    monkeypatch.setitem(imagenet_files.SOURCES, "labels", source)
    (tmp_path / source.file).write_bytes(data)
    monkeypatch.setenv("AMTEACH_WEIGHTS", str(tmp_path))
    assert imagenet.labels().find("goldfish") == 1


@pytest.mark.parametrize("module", [imagenet, imagenet_files])
def test_the_old_names_of_the_errors_still_catch_the_new_ones(module):
    for old, new in (("WeightsMissing", FileMissing), ("WeightsDamaged", FileDamaged)):
        with pytest.warns(DeprecationWarning, match=f"{old} is now {new.__name__}"):
            assert getattr(module, old) is new
