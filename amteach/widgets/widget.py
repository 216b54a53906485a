"""What the live figure and the human study share: the browser side, and a still picture beside the live view."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

import anywidget
import traitlets

from ..pictures.marks import Picture
from ..scenes.controls import Dataclass
from .export import still_html
from .source import module, style


class Widget(anywidget.AnyWidget):
    """A widget that shows a title and answers messages.  Abstract: its two kinds are Stage and Study.

    facts : what a view in the browser knows from the beginning, its title among them

    Shown in a notebook it is followed by a still picture, which is all that is left of it without a kernel.  The live
    view hides it.
    """

    _esm = module()
    _css = style()
    scene = traitlets.Dict().tag(sync=True)
    still = traitlets.Unicode().tag(sync=True)  # the id of the still picture

    def __init__(self, facts: dict[str, Any]) -> None:
        self._still_display: Any = None  # IPython's handle on the still picture, once it is shown
        super().__init__(scene=facts, still=f"amteach-{uuid4().hex[:12]}")
        self.on_msg(lambda _widget, message, _buffers: self._receive(message))

    def picture(self) -> Picture:
        """The picture as it stands."""
        raise NotImplementedError

    def save(self, path: str | Path) -> Path:
        """Write a file; its suffix says which kind."""
        raise NotImplementedError

    def _receive(self, message: dict[str, Any]) -> None:
        """Answer a message from a view."""
        raise NotImplementedError

    def _present_controls(self) -> Dataclass:
        """The controls of `picture`."""
        raise NotImplementedError

    def _still_bundle(self) -> dict[str, str]:
        """The still picture, as Jupyter displays it."""
        html = still_html(self.scene["title"], self._present_controls(), self.picture(), self.still)
        return {"text/html": html, "text/plain": ""}

    def _ipython_display_(self) -> None:
        from IPython.display import display

        bundle = self._repr_mimebundle_()
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        display({**(data or {}), "text/plain": repr(self)}, metadata=metadata, raw=True)
        # one id for all views, so that an update reaches the picture below each of them
        self._still_display = display(self._still_bundle(), raw=True, display_id=self.still)
