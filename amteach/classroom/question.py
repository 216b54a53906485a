"""`am.predict`: a cell that takes a prediction before it reveals the explanation, and compares the two afterwards.

Shown in a notebook it is followed by the same question in plain HTML, which is all that is left of it on a static page
and on paper: the question, and the explanation folded below it.  The live view hides that one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, final
from uuid import uuid4

import anywidget
import traitlets

from ..pictures.html import escape
from . import predictions
from .predictions import LONGEST
from .share import share_again


def predict(
    question: str, choices: Sequence[str] | None = None, *, reveals: str = "", prediction: str | None = None
) -> Question:
    """A question to be answered before one looks.

    question   : in a sentence; the prediction is kept under it, in a file of one's own that does not leave the machine
    choices    : the answers to choose from; without them, it takes any words
    reveals    : the explanation, in words with *stress*, **strong** and `code`; folded until a prediction is made
    prediction : made in code, where there is no browser

    The first prediction stands.  Run the cell again, and it is there.

    >>> predict("Where does the walk end?", ["(2.5, 0)", "(0, 2.5)"], reveals="At (2.5, 0).")
    Predict. Where does the walk end?
      (2.5, 0)
      (0, 2.5)
    am.predict("…", prediction="…") keeps what you write.
    >>> predict("Where does the walk end?", prediction="(0, 2.5)", reveals="At (2.5, 0).")
    Predict. Where does the walk end?
    You predicted: (0, 2.5)
    At (2.5, 0).
    """
    if not isinstance(question, str) or not 0 < len(question) <= LONGEST:
        raise ValueError(f'question={str(question)[:80]!r}: write am.predict("Where does the walk end?")')
    if isinstance(choices, str) or not all(isinstance(choice, str) and choice for choice in choices or ()):
        raise ValueError(f'choices={choices!r}: write a list of texts, choices=["here", "there"]')
    asked = Question(question, tuple(" ".join(choice.split()) for choice in choices or ()), reveals)
    if prediction is not None:
        asked.keep(str(prediction))
    return asked


@final
class Question(anywidget.AnyWidget):
    """A question with a place for the prediction; `am.predict` makes it."""

    _esm = Path(__file__).with_name("predict.js")
    facts = traitlets.Dict().tag(sync=True)  # the question, the choices, and the id of what stands on a static page
    kept = traitlets.Dict().tag(sync=True)  # the prediction, once there is one
    reveals = traitlets.Unicode().tag(sync=True)  # the explanation as HTML: empty until there is a prediction

    def __init__(self, question: str, choices: tuple[str, ...], reveals: str) -> None:
        self._question = question
        self._choices = choices
        self._reveals = reveals
        name = f"amteach-{uuid4().hex[:12]}"
        super().__init__(facts={"question": question, "choices": list(choices), "longest": LONGEST, "static": name})
        self.on_msg(lambda _widget, message, _buffers: self.receive(message))
        self._look()

    def keep(self, prediction: str) -> None:
        """Keep the prediction, if it is the first, and reveal the explanation."""
        written = predictions.keep(self._question, prediction, self._choices)
        share_again()
        self._look(None if written else {"prediction": " ".join(prediction.split())})

    def receive(self, message: Any) -> None:
        """Answer a message from the browser; one that is none of ours is answered with a short problem."""
        try:
            if message["kind"] == "keep":
                self.keep(str(message["text"]))
            elif message["kind"] == "was":
                predictions.compare(self._question, message["text"])
                share_again()
                self._look()
        except (ValueError, TypeError, KeyError) as error:
            self.send({"kind": "problem", "text": str(error)[:300]})

    def _look(self, instead: dict[str, str] | None = None) -> None:
        """Take what is kept; `instead` stands in where the file cannot be written."""
        self.kept = dict(instead or predictions.kept(self._question) or {})
        self.reveals = markup(self._reveals) if self.kept else ""

    def static(self) -> str:
        """The question as it stands on a static page and on paper."""
        name = self.facts["static"]
        choices = "".join(f"<li>{escape(choice)}</li>" for choice in self._choices)
        choices = f"<ul>{choices}</ul>" if choices else ""
        folded = f"<details><summary>Explanation</summary>{markup(self._reveals)}</details>" if self._reveals else ""
        mine = escape(str(self.kept["prediction"])) if self.kept else "………………………………………"
        question = escape(self._question)
        return f'<div id="{name}"><p><b>Predict.</b> {question}</p>{choices}<p>You predicted: {mine}</p>{folded}</div>'

    def __repr__(self) -> str:
        lines = [f"Predict. {self._question}"]
        if self.kept:
            was = self.kept.get("was")
            lines.append(f"You predicted: {self.kept['prediction']}" + (f" (was it so? {was})" if was else ""))
            lines += [self._reveals] if self._reveals else []
        else:
            lines += [f"  {choice}" for choice in self._choices]
            lines.append('am.predict("…", prediction="…") keeps what you write.')
        return "\n".join(lines)

    def _ipython_display_(self) -> None:
        from IPython.display import display

        bundle = self._repr_mimebundle_()
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        display({**(data or {}), "text/plain": repr(self)}, metadata=metadata, raw=True)
        display({"text/html": self.static(), "text/plain": ""}, raw=True)


def markup(text: str) -> str:
    """Words with *stress*, **strong** and `code` as HTML, and nothing else of markdown or HTML.

    >>> markup("One *side*: `x1 > x2`.")
    '<p>One <em>side</em>: <code>x1 &gt; x2</code>.</p>'
    """
    paragraphs = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        pieces = escape(paragraph).split("`")
        for i, piece in enumerate(pieces):
            if i % 2:
                pieces[i] = f"<code>{piece}</code>"
            else:
                strong = re.sub(r"\*\*(\S.*?)\*\*", r"<b>\1</b>", piece, flags=re.DOTALL)
                pieces[i] = re.sub(r"\*(\S[^*]*)\*", r"<em>\1</em>", strong)
        paragraphs.append(f"<p>{''.join(pieces)}</p>")
    return "".join(paragraphs)
