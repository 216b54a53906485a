"""Recipes are found by reading: each is listed once, says what it makes, and is run, written and refused by name."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest

from amteach.cli import main
from amteach.store import cards
from amteach.training import registry


def test_every_file_that_ships_has_a_recipe_beside_it_and_every_recipe_its_file():
    shipped = {
        path.stem: path.parent
        for path in registry.PACKAGE.rglob("*.json")
        if path.with_suffix(".safetensors").is_file()
    }
    assert {name: recipe.folder for name, recipe in registry.RECIPES.items()} == shipped


def test_every_recipe_says_what_it_makes_and_its_card_how_it_was_made():
    for name, recipe in registry.RECIPES.items():
        assert recipe.summary.endswith(".")
        assert cards.card(name)["recipe"].startswith(f"amteach train {name}")


RECIPE = '''
"""Recipes."""
import nothing_of_this_name

PICTURES = 1000

def {name}(report=print) -> Made:
    """The first line.

    More lines.
    """
    return helper(), {{}}

def helper() -> dict:
    """Not a recipe."""

def without_a_word() -> Made: ...

def untyped(report): ...

def _shared() -> Made:
    """Not public."""

class Net:
    def method(self) -> Made: ...
'''


def package(folder, **names):
    """A package in which each folder has a recipe of this name."""
    for name, function in names.items():
        (folder / "package" / name).mkdir(parents=True)
        (folder / "package" / name / "recipe.py").write_text(RECIPE.format(name=function), encoding="utf-8")
    return folder / "package"


def test_a_recipe_is_a_public_function_of_a_recipe_py_that_returns_made(tmp_path):
    """It is read and not run: what its file imports need not be there."""
    root = package(tmp_path, one="zebra")
    (root / "one" / "other.py").write_text("def not_here() -> Made: ...", encoding="utf-8")
    found = registry.found(root)
    assert list(found) == ["without_a_word", "zebra"]
    assert found["zebra"] == ("package.one.recipe", root / "one", "The first line.")
    assert found["without_a_word"].summary == ""


def test_two_recipes_of_one_name_are_an_error_that_names_both(tmp_path):
    with pytest.raises(
        ValueError, match=r"^two recipes make \w+: package\.(one|two)\.recipe and package\.(one|two)\.recipe"
    ):
        registry.found(package(tmp_path, one="net", two="net"))


def test_an_unknown_recipe_is_answered_with_those_there_are(tmp_path):
    with pytest.raises(ValueError, match=r"^there is no recipe 'alexnet'; there are blob_counter, .*mnist_cnn, "):
        registry.make("alexnet", tmp_path)


def test_without_torch_the_recipes_are_listed_and_one_that_needs_it_says_so(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "torch", None)
    for name in ("amteach.training.loop", "amteach.training.losses", "amteach.zoo.mnist.recipe"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    with pytest.raises(ImportError, match=r'^amteach train mnist_cnn needs torch.*pip install "amteach\[torch\]"'):
        registry.recipe("mnist_cnn")
    assert callable(registry.recipe("mnist_statistics"))
    assert main(["train"]) == 0
    assert main(["train", "alexnet"]) == 2
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2 * (1 + len(registry.RECIPES))
    assert "  mnist_cnn             The CNN of lecture 03" in lines[3 + list(registry.RECIPES).index("mnist_cnn") - 2]


def test_another_missing_module_is_not_taken_for_torch(monkeypatch):
    def missing(name):
        raise ModuleNotFoundError("No module named 'colour'", name="colour")

    monkeypatch.setattr(registry, "import_module", missing)
    with pytest.raises(ModuleNotFoundError, match="colour"):
        registry.recipe("mnist_cnn")


MADE = {"w": np.ones((2, 3), np.float32)}, {"seed": 7}


def test_what_a_recipe_makes_is_written_with_its_card_and_reported(monkeypatch, tmp_path):
    said: list[str] = []
    monkeypatch.setattr(registry, "recipe", lambda name: lambda report: report(f"making {name}") or MADE)
    card = registry.make("mnist_cnn", tmp_path, said.append)
    assert cards.card("mnist_cnn", tmp_path) == card == json.loads((tmp_path / "mnist_cnn.json").read_text())
    np.testing.assert_array_equal(cards.load("mnist_cnn", tmp_path)["w"], MADE[0]["w"])
    assert said == [
        "making mnist_cnn",
        f"{tmp_path / 'mnist_cnn'}.safetensors: {card['bytes']:,} bytes, SHA-256 {card['sha256']}",
    ]


def test_without_a_folder_it_is_written_beside_its_recipe_and_printed(monkeypatch, tmp_path, capsys):
    one = registry.RECIPES["mnist_cnn"]._replace(folder=tmp_path)
    monkeypatch.setitem(registry.RECIPES, "mnist_cnn", one)
    monkeypatch.setattr(registry, "recipe", lambda name: lambda report: MADE)
    registry.make("mnist_cnn")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mnist_cnn.json", "mnist_cnn.safetensors"]
    assert capsys.readouterr().out.startswith(str(tmp_path))


def test_what_is_not_good_enough_leaves_no_file(monkeypatch, tmp_path):
    monkeypatch.setattr(registry, "recipe", lambda name: lambda report: registry.keep_if(False, "it is bad"))
    with pytest.raises(registry.NotGoodEnough, match=r"^it is bad: nothing was written$"):
        registry.make("mnist_cnn", tmp_path)
    assert list(tmp_path.iterdir()) == []
    registry.keep_if(True, "it is good")


def test_a_card_names_the_versions_that_made_it():
    assert registry.versions("numpy") == {
        "python": ".".join(map(str, sys.version_info[:3])),
        "numpy": np.__version__,
    }


def test_a_folder_of_recipes_is_the_package():
    assert Path(registry.__file__).is_relative_to(registry.PACKAGE)
    assert registry.PACKAGE.name == "amteach"
