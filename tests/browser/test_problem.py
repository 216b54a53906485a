"""A computation that breaks says so in the figure, and the figure goes on listening."""

CELL = """
from dataclasses import replace
from amteach.scenes.linear_model import SCENE
from amteach.widgets.stage import Stage

def compute(c):
    if c.seed % 2:
        raise ArithmeticError("odd seeds are not allowed")
    return SCENE.compute(c)

Stage(replace(SCENE, title="A scene that breaks", compute=compute))
"""


def test_a_problem_is_told_and_the_figure_lives_on(in_lab):
    figure = in_lab("problem", CELL)
    note = figure.page.locator(".am-note")
    figure.slider("seed").focus()
    for seed in range(1, 5):
        figure.page.keyboard.press("ArrowRight")
        if seed % 2:
            note.get_by_text("ArithmeticError: odd seeds are not allowed").wait_for()
        else:
            figure.painted(seed=seed)
            note.wait_for(state="hidden")
