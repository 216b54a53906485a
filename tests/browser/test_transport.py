"""The walk's transport in JupyterLab: back, play, pause, one step."""

import pytest


@pytest.fixture(scope="module")
def figure(in_lab):
    """One figure, its penalty at 0.5."""
    return in_lab("transport", 'am.stage("linear_model", rate=0.2)', has_touch=True)


@pytest.fixture(autouse=True)
def as_it_was(figure):
    """Each test begins with the figure as the cell made it."""
    figure.button("reset all controls").click()
    figure.painted(penalty=0.5, rate=0.2, steps=40, start="3,-2")
    figure.complaints.clear()
    yield
    assert not figure.complaints


def test_step_back_play_and_pause(figure):
    told = figure.page.locator(".am-step").first
    figure.button("back to the start").click()
    figure.wait("() => painted.at(-1).step === 0")
    assert figure.readouts()["x"] == "(3, −2)"
    figure.button("one step").click()
    figure.wait("() => painted.at(-1).step === 1")
    assert told.inner_text() == "step 1 of 40"
    figure.button("play").click()
    figure.wait("() => painted.at(-1).step > 3")
    figure.button("pause").click()
    stopped = int(told.inner_text().split()[1])
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
