"""The wire: what the browser decodes is what Python encoded, to the precision that is promised."""

import base64
import copy
import json

import numpy as np
import pytest

from amteach.pictures import marks
from amteach.scenes.scene import names, scene
from amteach.widgets.wire import encode

TINY = marks.Picture(
    panels=[
        marks.Plane(
            (0, 1), (0, 1), [marks.Points(np.array([[0.1, 0.2]]), "here", "red"), marks.Handle("start", (0, 1))]
        ),
        marks.Images(np.array([[[[0.0, 0.5, 1.0]]]]), 0.0, 1.0, [["a", "b"]], signed=True),
        marks.Bars(np.array([[0.25, 0.75]]), ["no", "yes"], 1),
    ],
    t=np.array([0, 1]),
    readouts=[marks.Readout("x", np.array([1e-300, 1e300]))],
    summary="über",
)


def test_words_numbers_and_arrays_come_back(decode):
    back = decode(*encode(TINY))
    plane, images, bars = back["panels"]
    assert (back["kind"], back["summary"], plane["xlim"]) == ("Picture", "über", [0, 1])
    assert np.array_equal(plane["marks"][0]["xy"], np.array([[0.1, 0.2]], np.float32))
    assert plane["marks"][0]["color"] == marks.COLORS["red"]
    assert plane["marks"][1] == {"kind": "Handle", "control": "start", "xy": [0, 1]}
    assert np.array_equal(images["pixels"], np.array([[[[0, 128, 255]]]], np.uint8))
    assert (images["captions"], images["signed"]) == ([["a", "b"]], True)
    assert np.array_equal(bars["values"], [[0.25, 0.75]])


def test_numbers_to_be_read_come_back_to_the_last_bit(decode):
    assert np.array_equal(decode(*encode(TINY))["readouts"][0]["values"], [1e-300, 1e300])


@pytest.mark.parametrize("name", names())
def test_every_scene_comes_back(decode, name):
    what = scene(name)
    picture = what.picture(what.Controls())
    tree, buffer = encode(picture)
    back = decode(tree, buffer)
    assert np.array_equal(back["t"], picture.t)
    for mine, sent in zip(picture.readouts, back["readouts"], strict=True):
        assert np.array_equal(mine.values, sent["values"])
    for panel, sent in zip(picture.panels, back["panels"], strict=True):
        assert sent["kind"] == type(panel).__name__
        if isinstance(panel, marks.Plane):
            for mark, its in zip(panel.marks, sent["marks"], strict=True):
                if isinstance(mark, marks.Path):
                    assert np.allclose(its["xy"], mark.xy, rtol=1e-6, equal_nan=True)


@pytest.mark.parametrize("name", ["linear_model", "two_maxima", "landscape_3d", "mnist_ascent", "border"])
def test_a_picture_is_light_enough_to_be_sent_at_every_movement(name):
    """A figure of curves or of one picture has 15 to 60 kB."""
    what = scene(name)
    tree, buffer = encode(what.picture(what.Controls()))
    assert len(buffer) + len(json.dumps(tree)) < 60_000


def test_arrays_begin_where_a_browser_can_read_them():
    """A Float64Array begins at a multiple of eight bytes."""
    tree, buffer = encode(TINY)
    offsets = [tree["t"]["$"], tree["readouts"][0]["values"]["$"], tree["panels"][1]["pixels"]["$"]]
    assert all(offset % 8 == 0 for offset in offsets)
    assert len(buffer) % 8 == 0


def test_nothing_of_the_picture_is_changed():
    before = copy.deepcopy(TINY)
    encode(TINY)
    assert repr(before) == repr(TINY)


def test_the_browser_decodes_the_same(node, js):
    script = f"""
    import {{ decode }} from "{js}/arrays.js";
    const bytes = Buffer.from(packed, "base64");
    const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
    const plain = (_, v) => (ArrayBuffer.isView(v) ? {{ type: v.constructor.name, values: Array.from(v) }} : v);
    console.log(JSON.stringify(decode(tree, buffer), plain));
    """
    tree, buffer = encode(TINY)
    back = node(script, tree=tree, packed=base64.b64encode(buffer).decode())
    plane, images, bars = back["panels"]
    assert plane["marks"][0]["xy"] == {
        "shape": [1, 2],
        "data": {"type": "Float32Array", "values": np.array([0.1, 0.2], np.float32).tolist()},
    }
    assert images["pixels"]["data"] == {"type": "Uint8Array", "values": [0, 128, 255]}
    assert bars["values"]["data"]["values"] == [0.25, 0.75]
    assert back["readouts"][0]["values"]["data"] == {"type": "Float64Array", "values": [1e-300, 1e300]}
    assert (back["t"]["data"]["values"], back["summary"]) == ([0, 1], "über")
