"""The browser side without a browser: one module of many, and the same numbers and colours as Python's."""

import base64
import re
import struct
from dataclasses import asdict
from importlib.resources import files

import numpy as np
import pytest

from amteach.pictures.numerals import number
from amteach.scenes.controls import described, make
from amteach.scenes.scene import names, scene
from amteach.widgets.source import MODULES, module


def test_every_file_is_in_the_module():
    folder = files("amteach.widgets") / "js"
    assert {file.name for file in folder.iterdir() if file.name.endswith(".js")} == {f"{name}.js" for name in MODULES}


def test_no_name_is_given_twice():
    """The files share one scope once they are joined."""
    names = re.findall(
        r"^(?:export )?(?:default )?(?:async )?(?:function|const|let|class) (\w+)", module(), re.MULTILINE
    )
    assert len(names) > 30
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_what_a_file_imports_comes_before_it():
    """`const` at the top of a file is computed when the file is read."""
    for i, name in enumerate(MODULES):
        text = (files("amteach.widgets") / "js" / f"{name}.js").read_text("utf-8")
        wanted = re.findall(r'^import [^;]* from "\./(\w+)\.js"', text, re.MULTILINE)
        assert set(wanted) <= set(MODULES[:i]), name


def test_nothing_is_imported_and_nothing_comes_from_a_network():
    assert not re.findall(r"^import ", module(), re.MULTILINE)
    assert not re.findall(r"https?://", module())


def test_the_module_is_javascript(node):
    exports = node(
        "const url = `data:text/javascript;base64,${code}`;"
        "console.log(JSON.stringify(Object.keys(await import(url)).sort()));",
        code=base64.b64encode(module().encode()).decode(),
    )
    assert exports == ["default", "mount", "render"]


def many_numbers() -> list[float]:
    """Numbers of every size, ties between two roundings, and the edges between the two ways to print."""
    rng = np.random.default_rng(0)
    bits = rng.integers(0, 2**63, 300)
    anything = [struct.unpack("d", struct.pack("q", int(b)))[0] for b in bits]
    common = [*rng.normal(size=200), *rng.uniform(-1e5, 1e5, 200), *rng.uniform(-5, 5, 200).round(2)]
    ties = [1234.5, 12345.0, 1.0625, 0.00109375, 2.5, 1e22, 1e23, 99995.0, 99994.9, 0.00099995, 0.00099994, 9.9995]
    edges = [0.0, -0.0, 1e-3, 1e5, 1e-300, 1e300, 5e-324, 99999.9, 123456.0, -7e-4, 100.0, 20.0, 1e4]
    return [float(v) for v in [*anything, *common, *ties, *edges] if np.isfinite(v)]


def test_numbers_are_printed_alike(node, js):
    values = many_numbers()
    script = f'import {{ number }} from "{js}/numerals.js"; console.log(JSON.stringify(values.map(number)));'
    assert node(script, values=values) == [number(v) for v in values]


def test_what_is_not_finite_is_printed_alike(node, js):
    script = f"""import {{ number }} from "{js}/numerals.js";
    console.log(JSON.stringify([NaN, Infinity, -Infinity].map(number)));"""
    assert node(script) == [number(v) for v in (np.nan, np.inf, -np.inf)] == ["nan", "∞", "−∞"]


@pytest.mark.parametrize(("ours", "theirs"), [("viridis", "viridis"), ("signed", "RdBu_r"), ("grey", "gray")])
def test_colours_are_those_of_matplotlib(node, js, ours, theirs):
    """Within 2 of 255 in each of 256 shades, so that the figure and its still picture look the same."""
    import matplotlib

    script = f'import {{ COLORMAPS }} from "{js}/colors.js"; console.log(JSON.stringify(Array.from(COLORMAPS[name])));'
    mine = np.array(node(script, name=ours)).reshape(256, 3)
    reference = 255 * matplotlib.colormaps[theirs](np.arange(256))[:, :3]
    assert np.abs(mine - reference).max() <= 2


def test_python_accepts_every_place_of_every_slider(node, js):
    """From the knob to the value in the browser, and from the value to the controls in Python."""
    sliders = {name: [c for c in described(scene(name).Controls) if c["kind"] == "Slider"] for name in names()}
    script = f"""import {{ sliderScale }} from "{js}/controls.js";
    const places = ({{ min, max, step }}) =>
      Array.from({{ length: Math.round((max - min) / step) + 1 }}, (_, i) => Number((min + i * step).toFixed(10)));
    const values = (slider) => places(sliderScale(slider).range).map(sliderScale(slider).toValue);
    const rows = ([scene, all]) => all.map((slider) => [scene, slider.name, values(slider)]);
    console.log(JSON.stringify(Object.entries(sliders).flatMap(rows)));"""
    for name, control, values in node(script, sliders=sliders):
        assert len(values) > 1
        assert [asdict(make(scene(name).Controls, {control: value}))[control] for value in values] == values
