"""Every scene in JupyterLab: it appears, fits, and says in words what it is."""

from dataclasses import fields

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


@pytest.fixture(scope="module")
def all_scenes(in_lab):
    """All scenes in one notebook, in a window that is tall enough for all of them."""
    cells = [f"am.stage({name!r})" for name in names()]
    looked = in_lab("scenes", *cells, viewport={"width": 1400, "height": 900 * len(cells)})
    for title in (scene(name).title for name in names()):
        looked.page.get_by_role("group", name=title, exact=True).locator(".am-summary:not(:empty)").wait_for()
    return looked


@pytest.mark.parametrize("name", [name for name in names() if name != "human_study"])  # that one: test_study.py
def test_it_appears(all_scenes, name):
    figure = all_scenes.page.get_by_role("group", name=scene(name).title, exact=True)
    panels = figure.locator(".am-panel")
    assert panels.count() == len(scene(name).picture(scene(name).Controls()).panels)
    assert len(figure.locator(".am-summary").inner_text()) > 20
    assert figure.evaluate(DRAWN) > 0, "every canvas is blank"
    if name == "landscape_3d":
        figure.locator(".am-surface .gl-container canvas").first.wait_for()


@pytest.mark.parametrize("name", [name for name in names() if name != "human_study"])
def test_every_control_is_moved_by_a_key(all_scenes, name):
    """Its new value is in the next picture; at the end the reset button brings back what was."""
    figure = all_scenes.page.get_by_role("group", name=scene(name).title, exact=True)
    moved = [f for f in fields(scene(name).Controls) if not isinstance(control_of(f), Point)]
    for field in moved:
        control = control_of(field)
        menu = isinstance(control, Choice)
        at_end = field.default == (control.options[-1] if menu else control.high)
        figure.get_by_label(control.label, exact=True).focus()
        all_scenes.page.keyboard.press("ArrowDown" if menu != at_end else "ArrowUp")  # a menu goes downwards
        all_scenes.wait(
            "([name, was]) => painted.some(({ values }) => name in values && `${values[name]}` !== `${was}`)",
            [field.name, field.default],
        )
        figure.get_by_role("button", name="reset all controls").click()
        all_scenes.wait("([name, was]) => `${painted.at(-1).values[name]}` === `${was}`", [field.name, field.default])
        all_scenes.page.evaluate("() => (painted.length = 0)")


def test_nothing_went_wrong(all_scenes):
    assert not all_scenes.complaints
    assert not all_scenes.page.locator(".jp-OutputArea-output[data-mime-type*=error]").count()


def test_every_control_has_a_name(all_scenes):
    assert all_scenes.page.evaluate(NO_NAME) == []


def test_every_control_is_reached_by_the_tab_key(all_scenes):
    figure = all_scenes.page.get_by_role("group", name=scene("two_maxima").title, exact=True)
    wanted = figure.locator("input, select, button").count()
    figure.locator("input, select, button").first.focus()
    for _ in range(wanted - 1):
        all_scenes.page.keyboard.press("Tab")
    assert figure.locator(":focus").get_attribute("aria-label") == "reset all controls"


def test_the_still_pictures_are_out_of_the_way(all_scenes):
    stills = all_scenes.page.locator("figure[id^=amteach-]")
    assert stills.count() == len(names())
    assert not any(stills.nth(i).is_visible() for i in range(len(names())))


@pytest.mark.parametrize("width", [1400, 800, 480])
def test_it_fits_into_the_window(all_scenes, width):
    all_scenes.page.set_viewport_size({"width": width, "height": 900 * len(names())})
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
    figure = all_scenes.page.get_by_role("group", name=scene("two_maxima").title, exact=True)
    canvas = figure.locator("canvas").first.bounding_box()
    margins = (46 + 8, 8 + 36)
    scale = figure.locator("canvas").first.evaluate("(canvas) => canvas.getBoundingClientRect().width") / 400
    assert canvas["width"] / scale - margins[0] == pytest.approx(canvas["height"] / scale - margins[1], abs=1)
