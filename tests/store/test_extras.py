"""Where a package is missing, the error says who needs it and the line that installs it."""

import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from amteach.store.extras import PACKAGES, need

PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["project"]
DISTRIBUTIONS = {"sklearn": "scikit-learn", "arviz_stats": "arviz-stats"}  # where the names differ


@pytest.mark.parametrize("package", PACKAGES)
def test_a_missing_package_is_named_with_the_line_to_write(package, monkeypatch):
    monkeypatch.setitem(sys.modules, package, None)
    name, extra = PACKAGES[package]
    with pytest.raises(ImportError) as error:
        need(package, "f(x)", instead="g(x) does without it")
    words = f'f(x) needs {name}, which is not installed: pip install "amteach[{extra}]"; g(x) does without it'
    assert str(error.value) == words


@pytest.mark.parametrize("package", PACKAGES)
def test_the_extra_that_is_named_brings_the_package(package):
    brought = {Requirement(line).name for line in PROJECT["optional-dependencies"][PACKAGES[package][1]]}
    assert DISTRIBUTIONS.get(package, package) in brought


def test_what_is_there_is_not_imported(monkeypatch, tmp_path):
    (tmp_path / "torch.py").write_text("raise RuntimeError")
    monkeypatch.delitem(sys.modules, "torch", raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    need("torch", "f(x)")
    assert "torch" not in sys.modules
