"""From the key press to the painted picture in a real JupyterLab, beside the same picture through `interact`.

Also: how a figure keeps up with a flood of 60 events a second, and whether it hears every event while a walk plays.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from amteach.store.files import write_whole

from . import jupyter
from .latency_cells import interact
from .rows import Row, report

STEPS, FLOOD = 100, 180
OUT = Path(__file__).parent / "out" / "latency.json"
CLOCKS = Path(__file__).with_suffix(".js")
SCENES = {  # name: the control that is moved, its label, and the cell
    "linear_model": ("penalty", "penalty λ", 'am.stage("linear_model")'),
    "mnist_ascent": ("seed", "seed", 'am.stage("mnist_ascent", start="uniform")'),
}


def main() -> None:
    """Measure, print a table, write benchmarks/out/latency.json."""
    from playwright.sync_api import sync_playwright

    browser = jupyter.chromium()
    if not browser:
        raise SystemExit("latency: Chromium was not found")
    with tempfile.TemporaryDirectory() as name, jupyter.server(Path(name)) as address, sync_playwright() as driver:
        lab = Lab(driver.chromium.launch(executable_path=browser, args=jupyter.ARGUMENTS), address, Path(name))
        rows = [row for scene in SCENES for row in [*live(lab, scene), *flooded(lab, scene)]]
        rows += while_it_plays(lab)
        lab.chromium.close()
    write_whole(OUT, json.dumps([asdict(row) for row in rows], indent=1).encode())
    for row in rows:
        print(f"{row.what:52s}{row.value:8.4g} {row.unit:8s}{row.note}")
    report(rows)


class Lab:
    """JupyterLab in a browser."""

    def __init__(self, chromium: Any, address: str, folder: Path) -> None:
        self.chromium, self.address, self.folder = chromium, address, folder

    def page(self, *cells: str) -> Any:
        """A page with a notebook of these cells, run, and the clocks in it."""
        name = jupyter.notebook(self.folder / f"{abs(hash(cells))}.ipynb", "import amteach as am", *cells).name
        page = self.chromium.new_page(viewport={"width": 1400, "height": 1000})
        page.add_init_script(path=CLOCKS)
        jupyter.open_notebook(page, self.address, name)
        return page


def figure(lab: Lab, scene: str, cell: str = "") -> Any:
    """A page with the live figure of a scene, watched."""
    control, label, its_cell = SCENES[scene]
    page = lab.page(cell or its_cell)
    page.evaluate("(control) => clocks.watch(control)", control)
    page.wait_for_selector(".am-panel canvas", timeout=60_000)
    page.wait_for_timeout(3000)  # until the still picture is drawn and all is quiet
    page.locator(f'.amteach input[aria-label="{label}"]').focus()
    return page


def presses(page: Any) -> np.ndarray:
    """Milliseconds from each key to its painted picture, for steps to the right and back again."""
    rng = np.random.default_rng(0)
    page.evaluate("() => (clocks.times.length = 0)")
    for i in range(STEPS + 10):  # the first ten warm up
        page.keyboard.press("ArrowRight" if i % 50 < 25 else "ArrowLeft")
        page.wait_for_function("(count) => clocks.times.length >= count", arg=i + 1, polling=20, timeout=10_000)
        page.wait_for_timeout(float(rng.uniform(60, 90)))
    return np.array(page.evaluate("() => clocks.times"))[10:]


def live(lab: Lab, scene: str) -> list[Row]:
    """One key press at a time: the live figure, and the same through `interact` in the same session."""
    page = figure(lab, scene)
    mine = presses(page)
    page.close()
    page = lab.page(interact(scene))
    page.wait_for_selector(".jp-OutputArea img", timeout=60_000)
    page.wait_for_timeout(2000)
    page.evaluate("() => clocks.watchImages()")
    page.locator(".noUi-handle").first.focus()
    theirs = presses(page)
    page.close()
    ratio = np.median(theirs) / np.median(mine)
    return [
        Row(f"{scene}: key to paint, median", float(np.median(mine)), "ms", note="aim: at most 25"),
        Row(f"{scene}: key to paint, p95", float(np.quantile(mine, 0.95)), "ms"),
        Row(f"{scene}: through interact, median", float(np.median(theirs)), "ms"),
        Row(f"{scene}: through interact, p95", float(np.quantile(theirs, 0.95)), "ms"),
        Row(f"{scene}: interact against the live figure", float(ratio), "×", note="aim: at least 5"),
    ]


def flooded(lab: Lab, scene: str) -> list[Row]:
    """Sixty events a second for three seconds."""
    page = figure(lab, scene)
    seen = page.evaluate("([l, n, w]) => clocks.flood(l, n, w)", [SCENES[scene][1], FLOOD, 1000 / 60])
    page.close()
    last = seen["events"][-1]
    frames = [p for p in seen["painted"] if p["time"] <= last["time"] + 1000]
    right = [p["time"] - last["time"] for p in frames if p["value"] == last["value"] and p["time"] > last["time"]]
    ends_right = bool(frames) and frames[-1]["value"] == last["value"]
    return [
        Row(f"{scene}: frames of {FLOOD} in a flood", len(frames), "", note="aim: at least 150"),
        Row(f"{scene}: the last picture is right", float(ends_right), "", note="aim: 1"),
        Row(f"{scene}: it is there after", min(right, default=float("nan")), "ms", note="aim: within 100"),
    ]


def while_it_plays(lab: Lab) -> list[Row]:
    """Events at ten a second: how many had their own picture, while a walk is played and while one is computed."""
    rows = []
    cases = {
        "while a walk plays": ("linear_model", 'am.stage("linear_model", steps=200)'),
        "while a walk is computed": ("mnist_ascent", 'am.stage("mnist_ascent", start="uniform", steps=200)'),
    }
    for case, (scene, cell) in cases.items():
        page = figure(lab, scene, cell)
        if "plays" in case:
            page.get_by_role("button", name="play").click()
        seen = page.evaluate("([l, n, w]) => clocks.flood(l, n, w)", [SCENES[scene][1], 40, 100])
        page.close()
        heard = {e["value"] for e in seen["events"]} & {p["value"] for p in seen["painted"]}
        asked = len({e["value"] for e in seen["events"]})
        rows.append(Row(f"{case}: events heard, of {asked}", len(heard), "", note=f"aim: {asked}"))
    return rows


if __name__ == "__main__":
    main()
