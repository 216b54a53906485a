"""The lectures on paper and on the wall: `make handout` and `make slides`, by nbconvert.

Each lecture is run once, in a new kernel, and its figures become still pictures.  In the slides a heading begins a
slide.  A question, a figure and its explanation each have a slide of their own, below it.

    python tools/slides.py slides notebooks/02_two_maxima.ipynb ...     writes build/slides/02_two_maxima.html

The pages fetch MathJax when they are opened, and the slides reveal.js.  Without a network, install both beside them:

    npm install --prefix build reveal.js@4.0.2 requirejs@2 jquery@3 mathjax@2
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import Any

import nbformat
from nbconvert import HTMLExporter, SlidesExporter
from nbconvert.preprocessors import ExecutePreprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

from amteach.store.files import write_whole

BUILD = Path(__file__).parents[1] / "build"
WIDGET = "application/vnd.jupyter.widget-view+json"
STYLE = """<style>
figure { margin: 0; break-inside: avoid }  figure img { max-width: 100% }  h2, h3 { break-after: avoid }
.jp-Cell { break-inside: auto }  @media print { .jp-InputPrompt, .jp-OutputPrompt { display: none } }
.reveal .slides section { text-align: left; font-size: 24px }  .reveal figure img { max-height: 620px }
.reveal pre { white-space: pre-wrap !important }
</style>"""


def executed(path: Path) -> NotebookNode:
    """The lecture, run in its own folder; the still picture of each live figure stays, the live one goes."""
    notebook = nbformat.read(path, as_version=4)
    run = ExecutePreprocessor(timeout=600, kernel_name="python3", store_widget_state=False)
    run.preprocess(notebook, {"metadata": {"path": str(path.parent)}})
    for cell in notebook.cells:
        cell["outputs"] = [output for output in cell.get("outputs", []) if WIDGET not in output.get("data", {})]
        if cell.cell_type != "code":
            del cell["outputs"]
            cell.source = cell.source.replace("<details>", "<details open>")  # paper cannot unfold
    return notebook


def split(text: str) -> list[str]:
    """A text, cut before each heading and each question.

    >>> split("one\\n## two\\nthree\\n\\n**Predict.** Four?")
    ['one', '## two\\nthree', '**Predict.** Four?']
    """
    parts = re.split(r"^(?=#{1,3} |\*\*Predict)", text, flags=re.MULTILINE)
    return [part.strip("\n") for part in parts if part.strip()]


def slides(notebook: NotebookNode) -> NotebookNode:
    """The same cells with marks where slides begin; an exercise's stub and its check stay together."""
    cells = []
    after_figure = False
    for cell in notebook.cells:
        parts = split(cell.source) if cell.cell_type == "markdown" else [cell]
        for part in parts:
            part = new_markdown_cell(part) if isinstance(part, str) else part
            figure = any("<figure" in str(out.get("data", {}).get("text/html", "")) for out in part.get("outputs", []))
            text = part.cell_type == "markdown"
            below = figure or (text and (after_figure or part.source.startswith(("### ", "**Predict"))))
            part.metadata["slideshow"] = {
                "slide_type": "subslide" if below else "slide" if text and part.source.startswith("#") else "-"
            }
            cells.append(part)
            after_figure = figure
    return NotebookNode(notebook, cells=cells)


def page(notebook: NotebookNode, name: str, kind: str, libraries: str = "") -> str:
    """The HTML of the slides or of the handout; `libraries` is the path from it to node_modules, if that exists."""
    options: dict[str, Any] = {"exclude_input_prompt": True, "exclude_output_prompt": True}
    if libraries:
        options["mathjax_url"] = f"{libraries}/mathjax/MathJax.js?config=TeX-AMS_CHTML-full,Safe"
        options["require_js_url"] = f"{libraries}/requirejs/require.js"
        options["jquery_url"] = f"{libraries}/jquery/dist/jquery.js"
    if kind == "slides":
        notebook = slides(notebook)
        options["reveal_scroll"] = True
        if libraries:
            options["reveal_url_prefix"] = f"{libraries}/reveal.js"
    exporter = SlidesExporter if kind == "slides" else HTMLExporter
    text, _ = exporter(**options).from_notebook_node(notebook, {"metadata": {"name": name}})
    return text.replace("</head>", f"{STYLE}</head>", 1)


def main(arguments: list[str]) -> None:
    """Convert the lectures that are named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("kind", choices=("slides", "handout"))
    parser.add_argument("lectures", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=BUILD)
    options = parser.parse_args(arguments)
    folder = options.out / options.kind
    libraries = "../node_modules" if (options.out / "node_modules").is_dir() else ""
    for path in options.lectures:
        text = page(executed(path), path.stem, options.kind, libraries)
        print(write_whole(folder / f"{path.stem}.html", text.encode()))


if __name__ == "__main__":
    main(sys.argv[1:])
