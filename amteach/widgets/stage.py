"""Stage: a scene as a live figure in a notebook."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from pathlib import Path
from typing import Any, final

from ..pictures.marks import Picture
from ..scenes.controls import Dataclass, described
from ..scenes.scene import Scene
from . import export
from .show import Show
from .source import plotly_source
from .widget import Widget

REST = 0.7  # seconds without a change after which the still picture is drawn anew


@final
class Stage(Widget):
    """A live figure of one scene, its controls set to these values; `am.stage(name)` makes it."""

    def __init__(self, scene: Scene[Any, Any], /, **values: Any) -> None:
        self._show = Show(scene, values, lambda message, buffers: self.send(message, buffers), self._renew_still)
        self._still_of: Picture | None = None
        controls = described(scene.Controls)
        super().__init__({"title": scene.title, "controls": controls, "values": asdict(self._show.controls)})

    def picture(self) -> Picture:
        """The finished picture for the controls as they stand."""
        return self._show.picture()

    def save(self, path: str | Path) -> Path:
        """Write the figure as it stands: .html, a page of its own that plays the walk; .png, .svg, .pdf, a picture."""
        return export.save(Path(path), self._show.scene.title, self._show.controls, self.picture())

    def _receive(self, message: dict[str, Any]) -> None:
        """A view asks for plotly.js or for a picture; "thanks" acknowledges what was sent, and wants no answer."""
        kind = message.get("kind") if isinstance(message, dict) else None
        if kind == "plotly":
            self.send({"kind": "plotly"}, [plotly_source()])
        elif kind != "thanks":
            self._show.receive(message)

    def _present_controls(self) -> Dataclass:
        return self._show.controls

    def _still_bundle(self) -> dict[str, str]:
        self._still_of = self.picture()
        return super()._still_bundle()

    async def _renew_still(self, picture: Picture) -> None:
        """Draw the still picture anew, if it shows another one, after a rest."""
        if self._still_display and self._still_of is not picture:
            await asyncio.sleep(REST)
            self._still_display.update(self._still_bundle(), raw=True)

    def __repr__(self) -> str:
        default = asdict(self._show.scene.Controls())
        changed = {name: value for name, value in asdict(self._show.controls).items() if value != default[name]}
        arguments = [repr(self._show.scene.name), *(f"{name}={value!r}" for name, value in changed.items())]
        return f"stage({', '.join(arguments)})"
