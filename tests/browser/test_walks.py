"""A long walk draws as it goes, and stops when a control moves."""

import pytest


@pytest.fixture(scope="module")
def long_walk(in_lab):
    """A walk of two hundred steps, a few seconds long."""
    figure = in_lab("walk", 'am.stage("first_look", steps=200)')
    figure.wait("() => painted.at(-1).step === 200")
    return figure


def test_it_draws_as_it_goes(long_walk):
    long_walk.page.evaluate("() => (painted.length = 0)")
    long_walk.slider("seed").focus()
    long_walk.page.keyboard.press("ArrowRight")
    long_walk.wait("() => painted.at(-1)?.values.seed === 1 && painted.at(-1).step === 200")
    steps = long_walk.page.evaluate("() => painted.filter((p) => p.values.seed === 1).map((p) => p.step)")
    assert len(set(steps)) > 5
    assert steps == sorted(steps)
    assert not long_walk.complaints


def test_it_stops_when_a_control_moves(long_walk):
    long_walk.page.evaluate("() => (painted.length = 0)")
    long_walk.slider("seed").focus()
    long_walk.page.keyboard.press("Home")
    long_walk.wait("() => painted.at(-1)?.values.seed === 0 && painted.at(-1).step < 150")
    long_walk.page.get_by_label("digit", exact=True).select_option("7")
    long_walk.wait("() => painted.at(-1)?.values.digit === '7' && painted.at(-1).step === 200")
    of_the_first = long_walk.page.evaluate("() => painted.filter((p) => p.values.digit === '3').map((p) => p.step)")
    assert max(of_the_first) < 200
    order = long_walk.page.evaluate("() => painted.map((p) => p.values.digit)")
    assert order == sorted(order), "nothing of the old walk after the new one began"


def test_every_event_is_heard_while_a_walk_is_computed(long_walk):
    """Ten movements, each while the walk of the one before is on its way, and each has its own picture."""
    long_walk.page.evaluate("() => (painted.length = 0)")
    long_walk.slider("seed").focus()
    for seed in range(1, 11):
        long_walk.page.keyboard.press("ArrowRight")
        long_walk.wait("(seed) => painted.at(-1)?.values.seed === seed", seed)
        assert long_walk.page.evaluate("() => painted.at(-1).step") < 200


def test_forty_pictures_at_once(in_lab):
    figure = in_lab("grid", 'am.stage("init_grid", steps=12)')
    figure.wait("() => painted.at(-1).step === 12")
    steps = figure.page.evaluate("() => painted.map((p) => p.step)")
    assert steps == sorted(steps)
    assert figure.page.locator(".am-image canvas").count() == 40
    assert not figure.complaints
