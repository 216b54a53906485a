"""Every scene in JupyterLab: it appears, fits, and says in words what it is."""

from dataclasses import asdict, fields
from typing import Any

import pytest

from amteach.scenes.controls import Choice, Point, control_of
from amteach.scenes.scene import names, scene

NO_NAME = """() => {
  const named = (node) => node.getAttribute("aria-label") || node.labels?.[0]?.textContent || node.textContent.trim();
  const all = [...document.querySelectorAll(".amteach :is(input, select, button, canvas, [role=img])")];
  const ours = all.filter((node) => !node.parentElement.closest(".am-surface"));  // what is in there is plotly's
  return ours.filter((node) => !named(node)).map((node) => node.outerHTML);
}"""
DRAWN = """(figure) => [...figure.querySelectorAll(":is(.am-frame, .am-image) canvas")].filter((canvas) => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return !data.every((byte, i) => byte === data[i % 4]);
}).length"""


ON_STAGE = [name for name in names() if scene(name).widget == "stage"]  # the study is in test_study.py


def at_first(name) -> dict[str, Any]:
    """The values that a scene is shown with: the defaults, but for a few steps, which are soon computed."""
    values = asdict(scene(name).Controls())
    return values | ({"steps": 3} if "steps" in values else {})


def group(looked, name):
    """The figure of this scene."""
    return looked.page.get_by_role("group", name=scene(name).title, exact=True)


@pytest.fixture(scope="module")
def all_scenes(in_lab):
    """All scenes in one notebook, in a window that is tall enough for all of them."""
    # no new still pictures, which take long: test_reopened.py looks at them
    no_new_stills = "from amteach.widgets import stage\nstage.REST = 3600"
    cells = [f"am.stage({name!r}, **{at_first(name)!r})" for name in ON_STAGE]
    looked = in_lab("scenes", no_new_stills, *cells, viewport={"width": 1400, "height": 900 * len(cells)})
    for name in ON_STAGE:
        group(looked, name).locator(".am-summary:not(:empty)").wait_for()
    return looked


@pytest.mark.parametrize("name", ON_STAGE)
def test_it_appears(all_scenes, name):
    figure = group(all_scenes, name)
    assert len(figure.locator(".am-summary").inner_text()) > 20
    assert figure.evaluate(DRAWN) > 0, "every canvas is blank"
    if name == "landscape_3d":
        figure.locator(".am-surface .gl-container canvas").first.wait_for()


@pytest.mark.parametrize("name", ON_STAGE)
def test_every_control_is_moved_by_a_key(all_scenes, name):
    """The picture of all the new values comes; then the reset button brings back what was."""
    figure, before = group(all_scenes, name), at_first(name)
    moved = {f.name: control_of(f) for f in fields(scene(name).Controls) if not isinstance(control_of(f), Point)}
    for control_name, control in moved.items():
        menu = isinstance(control, Choice)
        at_end = before[control_name] == (control.options[-1] if menu else control.high)
        figure.get_by_label(control.label, exact=True).focus()
        all_scenes.page.keyboard.press("ArrowDown" if menu != at_end else "ArrowUp")  # a menu goes downwards
    all_scenes.wait(
        "(before) => Object.entries(before).every(([name, value]) => `${painted.at(-1).values[name]}` !== `${value}`)",
        {control_name: before[control_name] for control_name in moved},
    )
    figure.get_by_role("button", name="reset all controls").click()
    all_scenes.painted(**{control_name: before[control_name] for control_name in moved})


def test_nothing_went_wrong(all_scenes):
    assert not all_scenes.complaints
    assert not all_scenes.page.locator(".jp-OutputArea-output[data-mime-type*=error]").count()


def test_every_control_has_a_name(all_scenes):
    assert all_scenes.page.evaluate(NO_NAME) == []


def test_every_control_is_reached_by_the_tab_key(all_scenes):
    figure = group(all_scenes, "two_maxima")
    wanted = figure.locator("input, select, button").count()
    figure.locator("input, select, button").first.focus()
    for _ in range(wanted - 1):
        all_scenes.page.keyboard.press("Tab")
    assert figure.locator(":focus").get_attribute("aria-label") == "reset all controls"


def test_the_still_pictures_are_out_of_the_way(all_scenes):
    stills = all_scenes.page.locator("figure[id^=amteach-]")
    assert stills.count() == len(ON_STAGE)
    assert not any(stills.nth(i).is_visible() for i in range(len(ON_STAGE)))


@pytest.mark.parametrize("width", [1400, 800, 480])
def test_it_fits_into_the_window(all_scenes, width):
    all_scenes.page.set_viewport_size({"width": width, "height": 900 * len(ON_STAGE)})
    too_wide = """() => [...document.querySelectorAll(".amteach")].flatMap((figure) => {
      const right = figure.getBoundingClientRect().right + 1;
      const parts = figure.querySelectorAll("canvas, input, select, button, .am-readouts, .am-bars");
      return [...parts].filter((part) => part.offsetParent && part.getBoundingClientRect().right > right)
        .map((part) => `${figure.getAttribute("aria-label")}: ${part.outerHTML}`);
    })"""
    all_scenes.wait("(width) => document.querySelector('.amteach').getBoundingClientRect().right < width", width)
    all_scenes.wait(f"() => ({too_wide})().length === 0")  # the landscape follows a moment later
    assert all_scenes.page.evaluate(too_wide) == []


def test_a_unit_is_as_long_upwards_as_sideways(all_scenes):
    """Where lengths matter the frame is square: a circle is round."""
    figure = group(all_scenes, "two_maxima")
    canvas = figure.locator("canvas").first.bounding_box()
    margins = (46 + 8, 8 + 36)
    scale = figure.locator("canvas").first.evaluate("(canvas) => canvas.getBoundingClientRect().width") / 400
    assert canvas["width"] / scale - margins[0] == pytest.approx(canvas["height"] / scale - margins[1], abs=1)
