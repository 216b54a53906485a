"""The command line: each command does its one thing, and an error is one line that says what to do."""

import subprocess
import sys
from dataclasses import replace
from email.message import Message
from importlib import metadata

import pytest

from amteach import doctor, lab
from amteach.cli import main
from amteach.store import cards, extras


@pytest.fixture
def nowhere(monkeypatch, tmp_path):
    """No MNIST on this machine, and no network."""
    from amteach.data import mnist

    monkeypatch.delenv("AMTEACH_DATA", raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda *args, **kwargs: str(tmp_path / "cache"))
    for name, source in list(mnist.SOURCES.items()):
        monkeypatch.setitem(mnist.SOURCES, name, replace(source, addresses=(f"http://127.0.0.1:9/{name}.gz",)))
    return tmp_path / "cache" / "mnist"


def states(out):
    """The table's first two columns: what → state."""
    return {line.split()[1]: line.split()[0] for line in out.splitlines() if not line.startswith(" ")}


def test_the_doctor_finds_what_is_necessary_and_misses_what_is_not(nowhere, capsys):
    assert main(["doctor"]) == 0
    out = capsys.readouterr().out
    found = states(out)
    for what in ("Python", "numpy", "ipywidgets", "plotly", "mnist_cnn", "mnist_statistics"):
        assert found[what] == "ok"
    assert found["MNIST"] == "missing"
    assert "→ amteach data" in out


def test_the_doctor_names_damaged_data_and_weights(nowhere, capsys, tmp_path, monkeypatch):
    nowhere.mkdir(parents=True)
    (nowhere / "train-images-idx3-ubyte.gz").write_bytes(b"half")
    cards.write("mnist_cnn", {}, {}, tmp_path)
    (tmp_path / "mnist_cnn.safetensors").write_bytes(b"half")
    load = cards.load
    monkeypatch.setattr(cards, "load", lambda name: load(name, tmp_path))
    assert main(["doctor"]) == 1
    out = capsys.readouterr().out
    assert states(out)["MNIST"] == states(out)["mnist_cnn"] == "broken"
    assert "→ amteach train mnist_cnn" in out


@pytest.mark.parametrize(
    ("name", "extra", "found", "state", "fix"),
    [
        ("numpy", "", "2.4.6", "ok", ""),
        ("numpy", "", "1.26.0", "broken", 'pip install -U "numpy>=2.1"'),
        ("numpy", "", None, "broken", 'pip install -U "numpy>=2.1"'),
        ("torch", "torch", None, "missing", 'pip install "amteach[torch]"'),
    ],
)
def test_the_doctor_compares_versions_with_what_amteach_asks_for(monkeypatch, name, extra, found, state, fix):
    from packaging.specifiers import SpecifierSet

    def version(asked):
        if found is None:
            raise doctor.metadata.PackageNotFoundError(asked)
        return found

    monkeypatch.setattr(doctor.metadata, "version", version)
    finding = doctor._package(name, SpecifierSet(">=2.1"), extra)
    assert (finding.state, finding.fix) == (state, fix)


def test_the_doctor_names_each_package_once_with_the_smallest_extra_that_brings_it(monkeypatch):
    needed = ["numpy>=2", "amteach-b>=1; extra == 'small'", "amteach-b>=1; extra == 'large'"]
    needed += ["amteach-c; extra == 'large'", "amteach-d; extra == 'test'"]
    monkeypatch.setattr(doctor.metadata, "requires", lambda name: needed)
    about = Message()
    for extra in ("large", "small", "test"):
        about["Provides-Extra"] = extra
    monkeypatch.setattr(doctor.metadata, "metadata", lambda name: about)
    findings = {finding.what: finding for finding in doctor._packages()}
    assert list(findings) == ["amteach", "numpy", "amteach-b", "amteach-c"]
    assert findings["amteach-b"].fix == 'pip install "amteach[small]"'
    assert findings["amteach-c"].fix == 'pip install "amteach[large]"'


def test_data_where_prints_one_folder(nowhere, capsys, tmp_path, monkeypatch):
    assert main(["data", "--where"]) == 0
    assert capsys.readouterr().out.strip() == str(nowhere)
    (tmp_path / "train-images-idx3-ubyte").write_bytes(b"")
    monkeypatch.setenv("AMTEACH_DATA", str(tmp_path))
    assert main(["data", "--where"]) == 0
    assert capsys.readouterr().out.strip() == str(tmp_path)


@pytest.mark.parametrize("command", [["data"], ["train", "mnist_statistics"]])
def test_without_data_and_network_the_error_is_short_and_says_what_to_do(nowhere, capsys, command):
    assert main(command) == 1
    err = capsys.readouterr().err
    assert f"amteach {command[0]}: " in err
    assert "AMTEACH_DATA" in err
    assert "Traceback" not in err


def test_train_lists_its_recipes(capsys):
    assert main(["train"]) == 0
    assert "mnist_cnn" in capsys.readouterr().out
    assert main(["train", "alexnet"]) == 2
    assert "mnist_statistics" in capsys.readouterr().out


def test_lectures_are_copied_and_a_students_work_is_kept(tmp_path, capsys):
    source, mine = tmp_path / "source", tmp_path / "mine"
    source.mkdir()
    (source / "00.ipynb").write_text("lecture 0")
    (source / "01.ipynb").write_text("lecture 1")
    lab.copy_lectures(source, mine)
    assert capsys.readouterr().out == ""
    (mine / "01.ipynb").write_text("my answers")
    (mine / "notes.txt").write_text("my notes")
    (source / "02.ipynb").write_text("lecture 2")
    lab.copy_lectures(source, mine)
    assert "01.ipynb" in capsys.readouterr().out
    assert {p.name: p.read_text() for p in mine.iterdir()} == {
        "00.ipynb": "lecture 0",
        "01.ipynb": "my answers",
        "02.ipynb": "lecture 2",
        "notes.txt": "my notes",
    }


@pytest.fixture
def opened(monkeypatch):
    """The commands that were to start JupyterLab, which is there."""
    commands = []
    monkeypatch.setattr(lab.subprocess, "call", lambda command: commands.append(command) or 0)
    monkeypatch.setattr(extras, "find_spec", lambda name: object())
    return commands


def test_lab_opens_the_checkout_or_the_students_copies(opened, tmp_path, monkeypatch):
    jupyterlab = [sys.executable, "-m", "jupyterlab"]
    assert main(["lab"]) == 0
    assert opened[-1] == [*jupyterlab, str(lab.CHECKOUT)]
    assert main(["lab", str(tmp_path / "mine")]) == 0
    assert opened[-1] == [*jupyterlab, str(tmp_path / "mine")]
    monkeypatch.setattr(lab, "PACKED", tmp_path / "packed")  # as in a wheel
    (tmp_path / "packed").mkdir()
    (tmp_path / "packed" / "00.ipynb").write_text("lecture 0")
    monkeypatch.chdir(tmp_path)
    assert main(["lab"]) == 0
    assert (tmp_path / "amteach-lectures" / "00.ipynb").read_text() == "lecture 0"


@pytest.mark.parametrize("options", [["--no-browser"], ["--port", "9999", "--ip=0.0.0.0"]])
def test_lab_gives_its_options_to_jupyterlab(opened, tmp_path, options):
    assert main(["lab", *options]) == 0
    assert opened[-1][3:] == [str(lab.CHECKOUT), *options]
    assert main(["lab", str(tmp_path / "mine"), *options]) == 0
    assert opened[-1][3:] == [str(tmp_path / "mine"), *options]


def test_no_other_command_takes_options_of_jupyterlab(opened, capsys):
    with pytest.raises(SystemExit):
        main(["doctor", "--no-browser"])
    assert "--no-browser" in capsys.readouterr().err
    assert not opened


def test_lab_without_jupyterlab_says_what_to_install(monkeypatch, capsys):
    monkeypatch.setattr(extras, "find_spec", lambda name: None)
    assert main(["lab"]) == 1
    assert 'pip install "amteach[lab]"' in capsys.readouterr().err


def test_the_version_is_that_of_the_package(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"amteach {metadata.version('amteach')}\n"


def test_python_m_amteach_is_amteach():
    run = subprocess.run([sys.executable, "-m", "amteach", "--help"], capture_output=True, text=True, check=True)
    for command in ("lab", "doctor", "data", "train", "atlas", "handin", "grade", "edition"):
        assert command in run.stdout
