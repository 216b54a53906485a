"""What is written in two places agrees, and nothing of the machine it was made on stays in the repository."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PINS = {
    canonicalize_name(name): version
    for name, version in re.findall(r"^([\w.-]+)==(\S+)", (ROOT / "binder" / "requirements.txt").read_text(), re.M)
}

STRAY = re.compile(
    r"(?<![\w.~-])/(home|Users|root|work|opt|mnt)/\w"  # a folder of one machine
    r"|\b(pypi|pythonhosted|npmjs|debian)\.org"  # a registry's host: its clients know where it is
)
LARGEST = 1_100_000  # bytes; the decoder and denoiser of lecture 09 are the largest file


def repository_files() -> list[Path]:
    """What git would carry, new files included."""
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout, so what belongs to the repository is not known")
    listing = subprocess.check_output(["git", "ls-files", "-coz", "--exclude-standard"], cwd=ROOT, text=True)
    return [path for name in listing.split("\0") if name and (path := ROOT / name).is_file()]


@pytest.mark.parametrize("line", PROJECT["dependencies"] + PROJECT["optional-dependencies"]["torch"])
def test_binder_pins_what_the_package_needs(line):
    need = Requirement(line)
    name = canonicalize_name(need.name)
    assert name in PINS, f"binder/requirements.txt does not pin {name}"
    assert need.specifier.contains(PINS[name]), f"binder pins {name} {PINS[name]}, the package needs {need.specifier}"


def test_the_same_torch_everywhere():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert set(re.findall(r"torch={2,3}([\d.]+)", makefile)) == {PINS[canonicalize_name("torch")].removesuffix("+cpu")}


def test_the_citation_names_this_version():
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f'\nversion: "{PROJECT["version"]}"\n' in citation


def test_no_file_is_large():
    assert {path.name: path.stat().st_size for path in repository_files() if path.stat().st_size > LARGEST} == {}


def test_nothing_of_one_machine_stays():
    found = {
        f"{path.relative_to(ROOT)}: {stray[0]}"
        for path in repository_files()
        if (stray := STRAY.search(path.read_text(encoding="utf-8", errors="ignore")))
    }
    assert not found
