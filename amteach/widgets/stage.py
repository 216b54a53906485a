"""Stage: a scene on show.  It holds all the event handling there is.

The browser sends the values of the controls; Python computes the picture and sends it back.  Where `compute` yields
again and again, a task sends the picture as the walk goes on; the next message cancels it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import uuid4

import anywidget
import traitlets

from ..pictures.marks import Picture
from ..scenes.controls import described, make
from ..scenes.scene import Scene
from . import keep
from .source import module, plotly_source, style
from .wire import encode

FRAME = 1 / 30  # seconds between two pictures of the same walk
BYTES_A_SECOND = 10e6  # of pictures of the same walk; a large one comes less often
REST = 0.7  # seconds without a change after which the still picture is drawn anew


class Stage(anywidget.AnyWidget):
    """A live widget for one scene; `stage(name)` in figure.py makes it."""

    _esm = module()
    _css = style()
    scene = traitlets.Dict().tag(sync=True)
    still = traitlets.Unicode().tag(sync=True)

    def __init__(self, what: Scene, values: dict[str, Any]) -> None:
        self._what = what
        self._controls = make(what.Controls, values)
        self._task: asyncio.Task | None = None
        self._finished: Picture | None = None  # for the controls as they stand, once there is one
        self._still_shown: Any = None
        self._still_of: Picture | None = None
        about = {"title": what.title, "controls": described(what.Controls), "values": asdict(self._controls)}
        super().__init__(scene=about, still=f"amteach-{uuid4().hex[:12]}")
        self.on_msg(self._hear)

    def _hear(self, _widget: Any, message: dict, _buffers: Any) -> None:
        """A view asks for plotly.js, the picture as it stands ("look"), or that of other values ("controls")."""
        if message["kind"] == "thanks":
            return None
        if message["kind"] == "plotly":
            return self.send({"kind": "plotly"}, [plotly_source()])
        if self._task:
            self._task.cancel()
        try:
            if message["kind"] == "controls":
                self._controls, self._finished = make(self._what.Controls, message["values"]), None
            self._show(message["serial"])
        except (Exception, KeyboardInterrupt) as problem:
            self._send_problem(problem, message["serial"])
            raise

    def _show(self, serial: int) -> None:
        """Send what there is after one frame's time; the rest comes from a task that the next message cancels."""
        began, rest = time.perf_counter(), iter(())
        if not self._finished:
            rest = self._what.numbers(self._controls)
            latest = next(rest)
            while time.perf_counter() - began < FRAME and (more := next(rest, None)):
                latest = more
        self._send_picture(self._finished or self._what.draw(latest), serial, began)
        going_on = self._go_on(rest, serial)
        try:
            self._task = asyncio.get_running_loop().create_task(going_on)
        except RuntimeError:  # no loop runs, so nobody could interrupt it
            asyncio.run(going_on)

    async def _go_on(self, rest: Iterator[Any], serial: int) -> None:
        latest, due = None, time.perf_counter() + FRAME
        try:
            for latest in rest:
                if time.perf_counter() > due:
                    size = self._send_picture(self._what.draw(latest), serial)
                    latest, due = None, time.perf_counter() + max(FRAME, size / BYTES_A_SECOND)
                await asyncio.sleep(0)
            if latest is not None:
                self._send_picture(self._what.draw(latest), serial)
        except Exception as problem:
            self._send_problem(problem, serial)
            raise
        self._finished = self._latest
        if self._still_shown and self._still_of is not self._finished:
            await asyncio.sleep(REST)
            self._still_shown.update(self._figure(), raw=True)

    def _send_picture(self, picture: Picture, serial: int, began: float | None = None) -> int:
        """Send it with its values; the first one for a message also tells how long that took."""
        self._latest = picture
        tree, buffer = encode(picture)
        took = 1000 * (time.perf_counter() - began) if began else 0
        message = {"kind": "picture", "serial": serial, "first": began is not None, "milliseconds": took}
        self.send({**message, "values": asdict(self._controls), "picture": tree}, [buffer])
        return len(buffer)

    def _send_problem(self, problem: BaseException, serial: int) -> None:
        self.send({"kind": "problem", "serial": serial, "text": f"{type(problem).__name__}: {problem}"})

    def picture(self) -> Picture:
        """The finished picture for the controls as they stand."""
        self._finished = self._finished or self._what.picture(self._controls)
        return self._finished

    def _figure(self) -> dict[str, str]:
        self._still_of = self.picture()
        said = keep.figure(self._what.title, self._controls, self._still_of, self.still)
        return {"text/html": said, "text/plain": ""}

    def _ipython_display_(self) -> None:
        from IPython.display import display

        bundle = self._repr_mimebundle_()
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        display({**(data or {}), "text/plain": repr(self)}, metadata=metadata, raw=True)
        self._still_shown = display(self._figure(), raw=True, display_id=self.still)  # shown twice, updated twice

    def save(self, path: str | Path) -> Path:
        """Write the figure as it stands: .html, a page of its own that plays the walk; .png, .svg, .pdf, a picture."""
        return keep.save(Path(path), self._what.title, self._controls, self.picture())

    def __repr__(self) -> str:
        changed = {k: v for k, v in asdict(self._controls).items() if v != asdict(self._what.Controls())[k]}
        return f"stage({', '.join([repr(self._what.name), *(f'{k}={v!r}' for k, v in changed.items())])})"
