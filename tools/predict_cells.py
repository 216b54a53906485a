"""Every *Predict* of a lecture gets a cell that takes the prediction, and every *Explain* is folded until it is wanted.

    python tools/predict_cells.py notebooks/02_two_maxima.ipynb ...

The paragraph "**Predict.** …" stays as it is, typeset; below it comes `am.predict("its question in plain letters")`.
What follows it in the same cell, "**Run.** …", goes into a cell of its own.  "**Explain.** …" becomes a <details>,
which JupyterLab, GitHub and nbconvert all know, if a *Predict* came before it; it needs no Python.
Running it twice changes nothing.
"""

from __future__ import annotations

import json
import re
import sys
import textwrap
from pathlib import Path
from typing import Any

from amteach.store.files import write_whole

SUMMARY = "<summary><b>Explain.</b> Predict and run it first; then open this.</summary>"
PREDICT = "**Predict.** "
EXPLAIN = "**Explain.** "
LETTERS = {
    **{"\\alpha": "α", "\\epsilon": "ε", "\\eta": "η", "\\lambda": "λ", "\\mu": "μ", "\\sigma": "σ", "\\Omega": "Ω"},
    **{"\\lVert": "‖", "\\rVert": "‖", "\\|": "‖", "\\cdot": "·", "\\log": "log", "\\max": "max", "\\mid": "|"},
    **{"\\nabla": "∇", "\\le": "≤", "\\to": "→", "\\Bigl": "", "\\Bigr": "", "\\,": " ", "-": "−", "^*": "*"},
}
SMALL = {
    **{f"_{digit}": letter for digit, letter in zip("0123456789k", "₀₁₂₃₄₅₆₇₈₉ₖ", strict=True)},
    **{f"^{digit}": letter for digit, letter in zip("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True)},
}


def plain(markdown: str) -> str:
    """A paragraph in plain letters: its mathematics in Unicode, without stars and links.

    >>> plain("Where on the *circle* is $\\\\max(x_1, x_2) - \\\\lambda\\\\|x\\\\|^2$ largest?")
    'Where on the circle is max(x₁, x₂) − λ‖x‖² largest?'
    """
    text = re.sub(r"\$(.+?)\$", lambda found: _unicode(found.group(1)), markdown)
    text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", text)
    return " ".join(re.sub(r"\*+(\S[^*]*)\*+", r"\1", text).split())


def _unicode(tex: str) -> str:
    for name, letter in sorted(LETTERS.items(), key=lambda pair: -len(pair[0])):
        tex = re.sub(re.escape(name) + (r"(?![A-Za-z])" if name[-1].isalpha() else ""), letter, tex)
    tex = re.sub(r"\\t?frac\{?(.)\}?\{?(.)\}?", r"\1/\2", tex)
    tex = re.sub(r"([_^])\{?(\w)\}?", lambda found: SMALL.get(found[1] + found[2], found[0]), tex)
    return tex.replace("{", "").replace("}", "")


def question(paragraph: str) -> str:
    """The first question of a paragraph, or else its first sentence.

    >>> question("An ascent starts at $(-3, -1)$. Where will it end? And why?")
    'Where will it end?'
    """
    sentences = re.split(r"(?<=[.?!:])\\s+(?=[A-Z“(])|(?<=[.?!:])\s+(?=[A-Z“(])", plain(paragraph))
    return next((sentence for sentence in sentences if sentence.endswith("?")), sentences[0])


def call(text: str) -> str:
    """The code of the cell: one line, or as many as it needs."""
    line = f'am.predict("{text}")'
    if len(line) <= 110:
        return line
    parts = textwrap.wrap(text, 100, drop_whitespace=False)
    return "am.predict(\n" + "".join(f'    "{part}"\n' for part in parts) + ")"


def folded(text: str) -> str:
    """The text with its explanation in a <details>.

    >>> print(folded("**Explain.** Since.\\n\\n## Next").replace(SUMMARY, "<summary>…</summary>"))
    <details>
    <summary>…</summary>
    <BLANKLINE>
    Since.
    <BLANKLINE>
    </details>
    <BLANKLINE>
    ## Next
    """
    pattern = r"^\*\*Explain\.\*\* (.*?)\s*(?=^#|^\*\*(?:Predict|Run|Explain)|\Z)"
    return re.sub(r"\n{3,}", "\n\n", re.sub(pattern, _fold, text, flags=re.MULTILINE | re.DOTALL)).rstrip("\n")


def _fold(found: re.Match[str]) -> str:
    """A last sentence that ends with a colon stays in sight: it speaks of the next cell."""
    sentences = re.split(r"(?<=\.)(\s+)", found[1])
    *explained, _, last = sentences if len(sentences) > 1 and sentences[-1].endswith(":") else [found[1], "", ""]
    return f"<details>\n{SUMMARY}\n\n{''.join(explained)}\n\n</details>\n\n{last}\n\n"


def converted(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The cells of a lecture, with a cell that asks below each *Predict*."""
    result: list[dict[str, Any]] = []
    asking = False  # has there been a *Predict* since the last *Explain*?
    for i, cell in enumerate(cells):
        if cell["cell_type"] != "markdown":
            result.append(cell)
            continue
        following = cells[i + 1] if i + 1 < len(cells) else {"source": []}
        text = "".join(cell["source"])
        predicts = text.rfind(PREDICT)
        explains = max(text.rfind(EXPLAIN), text.rfind(SUMMARY))
        text = folded(text) if asking or 0 <= predicts < explains else text
        asking = predicts > explains or (asking and explains < 0)
        before, mark, rest = text.partition(PREDICT)
        if not mark or "".join(following["source"]).startswith("am.predict("):
            result.append(_markdown(text, cell["id"]))
            continue
        asked, _, after = rest.partition("\n\n")
        source = call(re.sub(r'"(.*?)"', r"“\1”", question(asked).replace("\\", "\\\\")))
        result.append(_markdown(f"{before}{mark}{asked}", cell["id"]))
        result.append(_code(source, f"{cell['id']}-predict"))
        if after.strip():
            result.append(_markdown(after, f"{cell['id']}-run"))
    return result


def _markdown(text: str, name: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": text.splitlines(keepends=True)}


def _code(source: str, name: str) -> dict[str, Any]:
    text = source.splitlines(keepends=True)
    return {"cell_type": "code", "execution_count": None, "id": name, "metadata": {}, "outputs": [], "source": text}


def main(paths: list[str]) -> None:
    """Convert the lectures that are named."""
    for path in map(Path, paths):
        notebook = json.loads(path.read_text("utf-8"))
        notebook["cells"] = converted(notebook["cells"])
        write_whole(path, (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode())
        print(path)


if __name__ == "__main__":
    main(sys.argv[1:])
