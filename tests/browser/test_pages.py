"""A saved page: opened from the disk, without a network, it draws and plays."""

import pytest

from amteach.widgets.figure import stage


@pytest.fixture(scope="module", params=["linear_model", "mnist_ascent", "landscape_3d"])
def page(request, look, tmp_path_factory):
    """The page of a scene."""
    path = stage(request.param, steps=5).save(tmp_path_factory.mktemp("pages") / f"{request.param}.html")
    looked = look()
    asked = []
    looked.page.on("request", lambda r: asked.append(r.url) if not r.url.startswith(("data:", "blob:")) else None)
    looked.page.goto(path.as_uri())
    looked.wait("() => painted.length > 0")
    yield looked
    assert asked == [path.as_uri()], "nothing but the page itself was asked for"
    assert not looked.complaints


def test_it_draws(page):
    page.page.locator(".am-panel canvas").first.wait_for()
    if page.page.locator(".am-surface").count():
        page.page.locator(".am-surface .gl-container canvas").first.wait_for()
    page.page.locator(".am-summary:not(:empty)").wait_for()
    assert page.readouts()


def test_it_plays(page):
    page.button("back to the start").click()
    page.wait("() => painted.at(-1).step === 0")
    at_the_start = page.readouts()
    page.button("play").click()
    page.wait("() => painted.at(-1).step === 5")
    assert page.readouts() != at_the_start


def test_it_has_no_controls_that_do_nothing(page):
    assert page.page.locator(".am-controls input, .am-controls select, .am-handle").count() == 0
    assert page.page.get_by_role("button", name="reset all controls").count() == 0
    assert "steps = 5" in page.page.locator("main").locator("xpath=preceding-sibling::p").inner_text()
