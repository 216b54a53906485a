"""Show: a scene on show, apart from how its messages travel.

Values of the controls come in, and pictures go out.  Where `compute` yields again and again, a task sends the picture
as the walk goes on; the next message cancels that task.  Nothing here knows Jupyter.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import asdict
from typing import Any, Generic

from ..pictures.marks import Picture
from ..scenes.controls import C, make
from ..scenes.scene import N, Scene
from . import door
from .wire import encode

FRAME = 1 / 30  # seconds between two pictures of the same walk
BYTES_PER_SECOND = 10e6  # of pictures of the same walk; a large one comes less often

Send = Callable[[dict[str, Any], list[bytes]], None]


class Show(Generic[C, N]):
    """One figure that answers messages.

    scene    : what is shown
    values   : of its controls, checked here; the defaults for the rest
    send     : takes an answer, as plain JSON, and its buffers
    finished : awaited when a walk has come to its end, with its picture; a new message cancels it

    A message {"kind": "controls", "values": …, "serial": n} asks for the picture of these values, and {"kind": "look",
    "serial": n} for that of the present ones.  The answers carry the same serial number.
    """

    def __init__(
        self,
        scene: Scene[C, N],
        values: dict[str, Any],
        send: Send,
        finished: Callable[[Picture], Awaitable[None]] | None = None,
    ) -> None:
        self.scene = scene
        self.controls: C = make(scene.Controls, values)
        self.task: asyncio.Task[None] | None = None
        self._send = send
        self._on_finished = finished
        self._finished: Picture | None = None  # the finished picture for these controls, once there is one

    def receive(self, message: dict[str, Any]) -> None:
        """Cancel what is being computed and answer this message: with pictures, or with a problem in words.

        A message that cannot be read, or asks for what the controls do not accept, is a problem and changes nothing.
        """
        serial = 0
        try:
            serial = door.serial(message)
            moved = door.kind(message, "look") == "controls"
            controls = make(self.scene.Controls, door.values(message)) if moved else self.controls
        except (TypeError, ValueError) as error:
            self._send(problem(error, serial), [])
            return
        if self.task:
            self.task.cancel()
        try:
            if moved:
                self.controls = controls
                self._finished = None
            self._answer(serial)
        except (Exception, KeyboardInterrupt) as error:
            self._send(problem(error, serial), [])
            raise

    def picture(self) -> Picture:
        """The finished picture for the present controls, computed if it is not there yet."""
        self._finished = self._finished or self.scene.picture(self.controls)
        return self._finished

    def _answer(self, serial: int) -> None:
        """Send what there is after one frame's time; the rest comes from a task."""
        start = time.perf_counter()
        if self._finished:
            rest: Iterator[N] = iter(())
            picture = self._finished
        else:
            rest = self.scene.numbers(self.controls)
            latest = next(rest)
            while time.perf_counter() - start < FRAME and (more := next(rest, None)) is not None:
                latest = more
            picture = self.scene.draw(latest)
        self._send_picture(picture, serial, start)
        going_on = self._go_on(rest, picture, serial)
        try:
            self.task = asyncio.get_running_loop().create_task(going_on)
        except RuntimeError:  # no loop runs, so no message could come in between
            asyncio.run(going_on)

    async def _go_on(self, rest: Iterator[N], picture: Picture, serial: int) -> None:
        """Send the rest of the walk, a picture now and then; `picture` is the one that was sent last."""
        latest: N | None = None
        due = time.perf_counter() + FRAME
        try:
            for latest in rest:
                if time.perf_counter() > due:
                    picture = self.scene.draw(latest)
                    size = self._send_picture(picture, serial)
                    latest = None
                    due = time.perf_counter() + max(FRAME, size / BYTES_PER_SECOND)
                await asyncio.sleep(0)
            if latest is not None:
                picture = self.scene.draw(latest)
                self._send_picture(picture, serial)
        except Exception as error:
            self._send(problem(error, serial), [])
            raise
        self._finished = picture
        if self._on_finished:
            await self._on_finished(picture)

    def _send_picture(self, picture: Picture, serial: int, start: float | None = None) -> int:
        """Send it with its values, and give its size in bytes; the first one for a message tells how long it took."""
        tree, buffer = encode(picture)
        took = 1000 * (time.perf_counter() - start) if start else 0
        message = {"kind": "picture", "serial": serial, "first": start is not None, "milliseconds": took}
        self._send({**message, "values": asdict(self.controls), "picture": tree}, [buffer])
        return len(buffer)


def problem(error: BaseException, serial: int = 0) -> dict[str, Any]:
    """The message that tells the reader of an error."""
    return {"kind": "problem", "serial": serial, "text": door.short(f"{type(error).__name__}: {error}")}
