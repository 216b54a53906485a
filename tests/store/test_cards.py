"""What is written is what is loaded, or an error says what is wrong with the file and how to mend it."""

import json

import numpy as np
import pytest

from amteach.store import cards
from amteach.store.files import FileDamaged

ARRAYS = {"a": np.arange(6, dtype=np.float32).reshape(2, 3), "b": np.ones(4, dtype=np.float32)}


def test_what_is_written_is_what_is_loaded(tmp_path):
    card = cards.write("net", ARRAYS, {"seed": 7}, tmp_path)
    assert cards.card("net", tmp_path) == card
    assert (card["seed"], card["arrays"]) == (7, {"a": "2×3", "b": "4"})
    for key, a in cards.load("net", tmp_path).items():
        np.testing.assert_array_equal(a, ARRAYS[key])
    assert sorted(p.name for p in tmp_path.iterdir()) == ["net.json", "net.safetensors"]


def flip(folder):
    data = bytearray((folder / "net.safetensors").read_bytes())
    data[-1] ^= 1
    (folder / "net.safetensors").write_bytes(data)


def edit(folder, **changes):
    card = json.loads((folder / "net.json").read_text())
    (folder / "net.json").write_text(json.dumps(card | changes))


def no_safetensors(folder):
    (folder / "net.safetensors").write_bytes(b"not a net")
    edit(folder, sha256=cards.sha256(b"not a net"))


BREAK = {
    "a flipped bit": (flip, "is damaged"),
    "half a file": (
        lambda f: (f / "net.safetensors").write_bytes((f / "net.safetensors").read_bytes()[:60]),
        "60 bytes",
    ),
    "no file": (lambda f: (f / "net.safetensors").unlink(), "is missing"),
    "no card": (lambda f: (f / "net.json").unlink(), "there is no card"),
    "half a card": (lambda f: (f / "net.json").write_text("{"), "is not a card"),
    "a missing key": (lambda f: edit(f, arrays={"a": "2×3", "b": "4", "c": "1"}), "its card says.*'c'"),
    "a wrong shape": (lambda f: edit(f, arrays={"a": "3×2", "b": "4"}), "2×3.*its card says.*3×2"),
    "no safetensors": (no_safetensors, "is not a safetensors file"),
}


@pytest.mark.parametrize(("damage", "message"), BREAK.values(), ids=BREAK)
def test_a_broken_file_is_named_and_the_error_says_how_to_mend_it(tmp_path, damage, message):
    cards.write("net", ARRAYS, {}, tmp_path)
    damage(tmp_path)
    with pytest.raises(FileDamaged, match=f"(?s){message}.*amteach train net") as error:
        cards.load("net", tmp_path)
    assert str(tmp_path) in str(error.value)
