"""The controls of a figure in JupyterLab, by mouse, touch and keyboard, and its transport: back, play, one step."""

import re

import pytest


@pytest.fixture(scope="module")
def figure(in_lab):
    """One figure, its penalty at 0.5."""
    return in_lab("controls", 'am.stage("linear_model", rate=0.2)', has_touch=True)


@pytest.fixture(autouse=True)
def as_it_was(figure):
    """Each test begins with the figure as the cell made it."""
    figure.button("reset all controls").click()
    figure.painted(penalty=0.5, rate=0.2, steps=40, start="3,-2")
    figure.complaints.clear()
    yield
    assert not figure.complaints


def handle(figure):
    """The point that is dragged."""
    return figure.page.locator(".am-handle").first


def center(figure) -> tuple[float, float]:
    """Where it is, in pixels of the window."""
    box = handle(figure).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_arrow_keys_move_a_slider(figure):
    """JupyterLab takes the arrows for itself unless the focused element says otherwise."""
    figure.slider("penalty λ").focus()
    for key, value in (("ArrowRight", 0.51), ("ArrowRight", 0.52), ("ArrowLeft", 0.51), ("ArrowUp", 0.52), ("Home", 0)):
        figure.page.keyboard.press(key)
        figure.painted(penalty=value)
    assert "no maximum" in figure.page.locator(".am-note").first.inner_text()
    figure.page.keyboard.press("End")
    figure.painted(penalty=2)


def test_the_mouse_moves_a_slider(figure):
    box = figure.slider("rate η").bounding_box()
    y = box["y"] + box["height"] / 2
    figure.page.mouse.move(box["x"] + 20, y)
    figure.page.mouse.down()
    figure.page.mouse.move(box["x"] + box["width"] / 2, y, steps=5)
    figure.page.mouse.up()
    figure.wait("() => painted.at(-1).values.rate > 1.2 && painted.at(-1).values.rate < 1.8")


def test_the_numbers_are_those_of_the_values(figure):
    figure.slider("penalty λ").focus()
    figure.page.keyboard.press("PageUp")
    figure.wait("() => painted.at(-1).values.penalty > 0.5")
    penalty = figure.page.evaluate("() => painted.at(-1).values.penalty")
    x1, x2 = (float(v.replace("−", "-")) for v in re.findall(r"[−\d.]+", figure.readouts()["x* = w/2λ"]))
    assert (x1, x2) == pytest.approx((1 / (2 * penalty), 2 / (2 * penalty)), rel=1e-3)


def test_the_start_is_dragged_by_mouse(figure):
    x, y = center(figure)
    figure.page.mouse.move(x, y)
    figure.page.mouse.down()
    figure.page.mouse.move(x - 104, y - 69, steps=8)
    figure.page.mouse.up()
    figure.wait("() => Math.hypot(painted.at(-1).values.start[0], painted.at(-1).values.start[1]) < 0.2")
    assert center(figure) == pytest.approx((x - 104, y - 69), abs=2), "the handle stands under the pointer"
    assert figure.readouts()["x"].startswith("(")


def test_the_start_is_dragged_by_touch(figure):
    """Touches, not pointers, are sent, so that the page could also have scrolled."""
    x, y = center(figure)
    touch = figure.page.context.new_cdp_session(figure.page)
    points = [("touchStart", 0), *[("touchMove", 10 * i) for i in range(1, 8)], ("touchEnd", None)]
    for kind, way in points:
        at = [] if way is None else [{"x": x - way, "y": y - way}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})
    figure.wait("() => Math.abs(painted.at(-1).values.start[0] - 1) < 0.1")
    assert center(figure) == pytest.approx((x - 70, y - 70), abs=2)


def test_the_start_is_moved_by_arrow_keys(figure):
    handle(figure).focus()
    for key in ("ArrowUp", "ArrowUp", "ArrowLeft"):
        figure.page.keyboard.press(key)
    figure.painted(start="2.9,-1.8")
    figure.page.keyboard.press("Shift+ArrowDown")
    figure.painted(start="2.9,-2.8")
    assert "x₁ = 2.9, x₂ = −2.8" in handle(figure).get_attribute("aria-label")


def test_no_key_is_lost_however_fast_they_come(figure):
    """Each step goes on from where the handle was put, not from the picture, which may be a few steps behind."""
    handle(figure).focus()
    for _ in range(20):
        figure.page.keyboard.press("ArrowUp", delay=0)
    figure.painted(start="3,0")


def test_a_key_for_the_figure_is_no_command_for_the_notebook(figure):
    cells = figure.page.locator(".jp-Cell").count()
    handle(figure).focus()
    for key in ("a", "b", "d", "d", "x"):
        figure.page.keyboard.press(key)
    assert figure.page.locator(".jp-Cell").count() == cells


def test_the_last_of_a_flood_is_right(figure):
    """As many events as come, none of them waited for: what stays is the picture of the last one."""
    last = figure.page.evaluate("""() => {
      const slider = document.querySelector('.amteach input[aria-label="penalty λ"]');
      for (let i = 0; i < 120; i++) {
        i < 100 ? slider.stepUp() : slider.stepDown();
        slider.dispatchEvent(new Event("input", { bubbles: true }));
      }
      return Number(slider.value);
    }""")
    figure.painted(penalty=last)
    assert figure.readouts()["x* = w/2λ"] == f"({round(0.5 / last, 4):g}, {round(1 / last, 4):g})"


def test_step_back_play_and_pause(figure):
    label = figure.page.locator(".am-step").first
    figure.button("back to the start").click()
    figure.wait("() => painted.at(-1).step === 0")
    assert figure.readouts()["x"] == "(3, −2)"
    figure.button("one step").click()
    figure.wait("() => painted.at(-1).step === 1")
    assert label.inner_text() == "step 1 of 40"
    figure.button("play").click()
    figure.wait("() => painted.at(-1).step > 3")
    figure.button("pause").click()
    stopped = int(label.inner_text().split()[1])
    figure.wait("(step) => painted.at(-1).step === step", stopped)
    assert 3 < stopped < 40
    figure.button("play").click()
    figure.wait("() => painted.at(-1).step === 40")
    figure.button("play").wait_for()  # it has come to the end by itself


def test_a_walk_plays_on_while_a_control_moves(figure):
    figure.button("back to the start").click()
    figure.button("play").click()
    figure.slider("penalty λ").focus()
    for _ in range(4):
        figure.page.keyboard.press("ArrowRight")
    figure.painted(penalty=0.54)
    step = figure.page.evaluate("() => painted.at(-1).step")
    figure.wait("(before) => painted.at(-1).step > before", step)
    figure.button("pause").click()


def test_without_steps_there_is_nothing_to_play_but_still_a_way_back(figure):
    figure.slider("steps").focus()
    figure.page.keyboard.press("Home")
    figure.painted(steps=0)
    assert figure.button("play").is_hidden()
    assert figure.button("reset all controls").is_visible()
    figure.page.keyboard.press("End")
    figure.painted(steps=200)
    figure.wait("() => painted.at(-1).step === 200")
