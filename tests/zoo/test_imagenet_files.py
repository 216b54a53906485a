"""The files of ImageNet are looked for in one's own folder first; where they are nowhere, one line says so."""

import json
import os

import pytest

from amteach.store import files
from amteach.zoo import imagenet
from amteach.zoo.imagenet import files as imagenet_files
from amteach.zoo.imagenet import weights as imagenet_weights
from amteach.zoo.imagenet.files import Source, WeightsDamaged, WeightsMissing

DATA = bytes(range(256)) * 20
DEAD = "http://127.0.0.1:9/"  # the discard port: an address that does not answer


@pytest.fixture(autouse=True)
def nowhere(monkeypatch, tmp_path):
    """No address answers, the cache is empty, and AMTEACH_WEIGHTS is not set."""
    for name, source in list(imagenet_files.SOURCES.items()):
        dead = Source(DEAD + source.file, files.sha256(DATA)[:8], source.also)
        monkeypatch.setitem(imagenet_files.SOURCES, name, dead)
    monkeypatch.delenv("AMTEACH_WEIGHTS", raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda *args, **kwargs: str(tmp_path / "cache"))


def test_without_a_network_one_line_says_what_to_do():
    with pytest.raises(WeightsMissing) as error:
        imagenet_weights.get("squeezenet")
    (line,) = error.value._render_traceback_()  # all that a notebook shows
    assert "\n" not in line
    assert "AMTEACH_WEIGHTS" in line
    assert DEAD in line
    assert [path.suffix for path in imagenet_files.cache().iterdir()] == [".lock"]


def test_without_a_network_the_few_names_of_the_lecture_are_known(capsys):
    names = imagenet.labels()
    assert len(capsys.readouterr().out.splitlines()) == 1
    assert len(names) < 1000
    assert names.find("ambulance") == 407


def test_ones_own_folder_and_ones_own_path_come_first(monkeypatch, tmp_path):
    mine = tmp_path / "mine"
    mine.mkdir()
    file = mine / imagenet_files.SOURCES["squeezenet"].file
    file.write_bytes(DATA)
    assert imagenet_weights.get("squeezenet", file) == imagenet_weights.get("squeezenet", mine) == file
    monkeypatch.setenv("AMTEACH_WEIGHTS", str(mine))
    assert imagenet_weights.get("squeezenet") == file


def test_a_path_where_nothing_is_is_an_error_and_no_reason_to_ask_a_network(tmp_path):
    with pytest.raises(WeightsMissing, match="elsewhere"):
        imagenet_weights.get("squeezenet", tmp_path / "elsewhere")


def test_half_a_file_in_ones_own_folder_is_told_and_left_alone(monkeypatch, tmp_path):
    file = tmp_path / imagenet_files.SOURCES["squeezenet"].file
    file.write_bytes(DATA[:1000])
    monkeypatch.setenv("AMTEACH_WEIGHTS", str(tmp_path))
    with pytest.raises(WeightsDamaged, match="or only a part of it"):
        imagenet_weights.get("squeezenet")
    assert file.stat().st_size == 1000


def test_a_pickle_that_is_no_weights_is_not_run(tmp_path):
    torch = pytest.importorskip("torch")
    path = tmp_path / "mine.pth"
    torch.save({"weight": Harmful(tmp_path / "run")}, path)
    with pytest.raises(WeightsDamaged, match="no weights of Linear"):
        imagenet_weights.into(lambda: torch.nn.Linear(1, 1), path)
    assert not (tmp_path / "run").exists()


class Harmful:
    """What a malicious file would do when it is unpickled."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.mkdir, (str(self.path),)


def test_the_class_index_is_read(tmp_path, monkeypatch):
    data = json.dumps({"0": ["n01440764", "tench"], "1": ["n01443537", "goldfish"]}).encode()
    source = Source(f"{DEAD}index.json", files.sha256(data))
    monkeypatch.setitem(imagenet_files.SOURCES, "labels", source)
    (tmp_path / source.file).write_bytes(data)
    monkeypatch.setenv("AMTEACH_WEIGHTS", str(tmp_path))
    assert imagenet.labels().find("goldfish") == 1
