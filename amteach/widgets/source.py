"""The browser side as one ES module, and the self-contained page made from it."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from ..pictures.html import base64, data_uri, escape

TOOLS = ("arrays", "numerals", "colors", "elements", "requests")
PANELS = ("axes", "handle", "shapes", "marks", "plane", "images", "bars", "surface")
FIGURE = ("controls", "transport", "figure", "stage")
STUDY = ("receipts", "score", "trial", "sitting", "study")
MODULES = (*TOOLS, *PANELS, *FIGURE, *STUDY, "view")


@cache
def module() -> str:
    """The ES modules of widgets/js in one: their imports of each other dropped, only the last one's exports kept.

    No bundler, and nothing from a network: the files share one scope, so their names must differ, and a test says so.
    """
    texts = [(files("amteach.widgets") / "js" / f"{name}.js").read_text("utf-8") for name in MODULES]
    texts = [re.sub(r'^import [^;]* from "\./\w+\.js";\n', "", text, flags=re.MULTILINE) for text in texts]
    texts[:-1] = [re.sub(r"^export ", "", text, flags=re.MULTILINE) for text in texts[:-1]]
    return "\n".join(texts)


@cache
def style() -> str:
    """The style sheet of the figures."""
    return (files("amteach.widgets") / "js" / "style.css").read_text("utf-8")


@cache
def plotly_source() -> bytes:
    """plotly.js, as the plotly package brings it."""
    return (files("plotly") / "package_data" / "plotly.min.js").read_bytes()


def script(value: Any) -> str:
    """Plain data as JSON that may stand in a <script>: no text in it can end the script or the line.

    >>> script("</script>")
    '"\\\\u003c/script>"'
    """
    text = json.dumps(value)  # whose letters are all ASCII
    return text.replace("<", "\\u003c")


def page(title: str, about: str, message: dict, buffer: bytes, plotly: bool) -> str:
    """A picture as an HTML page that needs no kernel and no network: it plays the walk, but computes nothing new."""
    heading, about = escape(title), escape(about)
    code = data_uri("text/javascript", module().encode())
    library = base64(plotly_source()) if plotly else ""
    return f"""<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{heading}</title>
<style>{style()}</style>
<h1 style="font: 600 18px system-ui">{heading}</h1><p style="font: 14px system-ui">{about}</p><main></main>
<script type="module">
import {{ mount }} from "{code}";
const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
const plotlySource = async () => new TextDecoder().decode(bytes("{library}"));
const source = {{ title: {script(title)}, values: {{}}, plotlySource }};
const {{ receive }} = mount(document.querySelector("main"), source);
receive({script(message)}, bytes("{base64(buffer)}").buffer);
</script></html>
"""
