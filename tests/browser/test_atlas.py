"""The page of an atlas in a real browser: searched, ordered, compared, opened; with the mouse and without."""

import pytest

from amteach.experiments.atlas import atlas


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    """The page of the ten digits."""
    return atlas("mnist_cnn", out=tmp_path_factory.mktemp("atlas"), steps=1)


@pytest.fixture
def looked(look, index):
    """The page, opened from its file."""
    looked = look()
    looked.asked = []
    looked.page.on("request", lambda request: looked.asked.append(request.url))
    looked.page.goto(index.as_uri())
    return looked


def shown(looked):
    return looked.page.locator(".unit:visible").evaluate_all("units => units.map(unit => Number(unit.dataset.unit))")


def test_nothing_is_asked_from_the_network_and_every_picture_is_there(looked):
    looked.wait("() => [...document.images].every((image) => image.complete && image.naturalWidth === 28)")
    assert all(url.startswith("file:") for url in looked.asked)
    assert not looked.complaints


@pytest.mark.parametrize(
    ("words", "found"), [("3", [3]), ("digit", list(range(10))), ("dig 7", [7]), ("x", []), ("", list(range(10)))]
)
def test_search(looked, words, found):
    looked.page.get_by_label("Search").fill(words)
    assert shown(looked) == found
    assert looked.page.get_by_role("status").inner_text() == f"{len(found)} of 10 units"


def test_order(looked):
    scores = looked.page.locator(".unit").evaluate_all("units => units.map((unit) => Number(unit.dataset.score))")
    looked.page.get_by_label("Order").select_option("score")
    assert shown(looked) == sorted(range(10), key=lambda unit: -scores[unit])
    looked.page.get_by_label("Order").select_option("unit")
    assert shown(looked) == list(range(10))


def test_units_are_compared_side_by_side(looked):
    aside = looked.page.get_by_role("region", name="Side by side")
    assert not aside.is_visible()
    for unit in (2, 5, 7):
        looked.slider(f"compare {unit} digit {unit}").check()
    assert [text.split(":")[0] for text in aside.locator("figcaption").all_inner_texts()] == [
        f"{unit} digit {unit}" for unit in (2, 5, 7)
    ]
    alt = aside.locator("img").nth(1).get_attribute("alt")
    assert alt == "What unit 5, digit 5, asks for"
    looked.button("Clear").click()
    assert not aside.is_visible()


def test_a_unit_is_opened_and_left_from_the_keyboard(looked):
    looked.page.locator(".open").nth(3).focus()
    looked.page.keyboard.press("Enter")
    dialog = looked.page.get_by_role("dialog", name="Unit 3 digit 3")
    dialog.wait_for()
    assert "am.visualize(am.zoo.mnist_cnn(layer=None), unit=3" in dialog.inner_text()
    assert looked.page.url.endswith("#unit-3")
    looked.page.keyboard.press("ArrowRight")
    looked.page.get_by_role("dialog", name="Unit 4 digit 4").wait_for()
    looked.page.keyboard.press("Escape")
    looked.wait("() => !document.querySelector('dialog').open")
    assert looked.page.evaluate("() => document.activeElement.closest('.unit')?.dataset.unit") == "4"
    assert "#" not in looked.page.url


def test_an_address_opens_its_unit(looked, index):
    looked.page.goto(f"{index.as_uri()}#unit-8")
    looked.page.get_by_role("dialog", name="Unit 8 digit 8").wait_for()
