"""Real front ends in a real browser; skipped where Chromium or playwright is missing."""

import json
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))  # for benchmarks, which drives the same JupyterLab

from benchmarks import jupyter

LISTEN = """
window.painted = [];
document.addEventListener("amteach-painted", ({ detail }) => painted.push(detail));
"""


def pytest_collection_modifyitems(items):
    """Everything in this folder drives a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium():
    """A running Chromium."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install playwright")
    path = jupyter.chromium()
    if not path:
        pytest.skip("Chromium was not found: install chromium (or google-chrome) and put it on the PATH")
    with sync_api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=jupyter.ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """Where the notebooks of the tests lie."""
    return tmp_path_factory.mktemp("notebooks")


@pytest.fixture(scope="session")
def address(chromium, folder):
    """A Jupyter server over that folder."""
    with jupyter.server(folder) as address:
        yield address


class Looked:
    """A page that is being looked at: its figures, what they painted, and what the browser complained about."""

    def __init__(self, browser: Any, **options: Any) -> None:
        self.page = browser.new_page(**{"viewport": {"width": 1400, "height": 1000}, **options})
        self.page.set_default_timeout(30_000)
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)
        self.page.add_init_script(LISTEN)

    def slider(self, label: str) -> Any:
        """The control with this accessible name."""
        return self.page.get_by_label(label, exact=True).first

    def button(self, label: str) -> Any:
        """The button with this accessible name."""
        return self.page.get_by_role("button", name=label, exact=True).first

    def wait(self, condition: str, argument: Any = None) -> None:
        """Wait until this JavaScript holds."""
        self.page.wait_for_function(condition, arg=argument)

    def painted(self, **values: Any) -> dict:
        """Wait until the picture on the screen is the one of these values; what was painted last."""
        holds = "(values) => Object.entries(values).every(([k, v]) => `${painted.at(-1)?.values[k]}` === `${v}`)"
        self.wait(holds, values)
        return self.page.evaluate("() => painted.at(-1)")

    def readouts(self) -> dict[str, str]:
        """The numbers printed in the first figure."""
        texts = self.page.locator(".am-readouts").first.locator("span").all_inner_texts()
        return dict(text.split(" = ", 1) if text.count(" = ") == 1 else text.rsplit(" = ", 1) for text in texts)


@pytest.fixture(scope="module")
def look(chromium):
    """A function that opens a page; all pages are closed at the end of the module."""
    pages = []

    def opened(**options: Any) -> Looked:
        pages.append(Looked(chromium, **options))
        return pages[-1]

    yield opened
    for looked in pages:
        looked.page.close()


@pytest.fixture(scope="module")
def in_lab(look, address, folder):
    """A function that opens a notebook of these cells in JupyterLab (or another front end) and runs it."""

    def opened(name: str, *cells: str, front_end: str = "lab/tree", **options: Any) -> Looked:
        looked = look(**options)
        jupyter.notebook(folder / f"{name}.ipynb", "import amteach as am", *cells)
        jupyter.open_notebook(looked.page, address, f"{name}.ipynb", front_end)
        looked.page.wait_for_selector(".am-panel canvas")
        looked.wait("() => painted.length > 0")
        return looked

    yield opened
    for session in json.loads(_api(address, "sessions")):
        _api(address, f"sessions/{session['id']}", "DELETE")


def _api(address: str, what: str, method: str = "GET") -> bytes:
    headers = {"Authorization": f"token {jupyter.TOKEN}"}
    return urllib.request.urlopen(
        urllib.request.Request(f"{address}/api/{what}", headers=headers, method=method)
    ).read()
