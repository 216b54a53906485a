"""A scene on show: drawn as its walk goes on, cancelled by the next message, and never computed twice."""

import asyncio
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from amteach.pictures import marks
from amteach.scenes.controls import slider
from amteach.scenes.scene import Scene
from amteach.widgets.show import Show


@dataclass(frozen=True)
class Controls:
    """One control."""

    value: float = slider(0.0, 0, 1000, 1, "value")


Numbers = tuple[float, int]  # the value that was asked for, and how often it was computed


def draw(n: Numbers) -> marks.Picture:
    return marks.Picture([], np.array([0]), [marks.Readout("numbers", np.array([n]))], "as far as it came")


def counting(often: int | Callable[[float], int], seconds: float = 0.0) -> Scene[Controls, Numbers]:
    """A scene that yields `often` times, each after some seconds, and counts."""

    def compute(c: Controls) -> Iterator[Numbers]:
        for i in range(often if isinstance(often, int) else often(c.value)):
            time.sleep(seconds)
            yield (c.value, i + 1)

    return Scene(Controls, compute, draw)


class OnShow:
    """A scene on show, and all that it sent."""

    def __init__(self, scene: Scene[Controls, Any], finished: Any = None) -> None:
        self.sent: list[dict[str, Any]] = []
        self.show = Show(scene, {}, lambda message, buffers: self.sent.append(message | {"buffers": buffers}), finished)

    def ask(self, serial: int, value: float) -> None:
        """What a view sends when a control moves."""
        self.show.receive({"kind": "controls", "values": {"value": value}, "serial": serial})

    def look(self, serial: int) -> None:
        """What a new view sends."""
        self.show.receive({"kind": "look", "serial": serial})

    async def end(self) -> None:
        """Wait for the walk's end."""
        assert self.show.task
        await asyncio.wait_for(self.show.task, 10)


@pytest.fixture
def numbers(decode):
    """A function that reads the value and the count of the i-th picture sent."""

    def read(shown: OnShow, i: int = -1) -> list[float]:
        message = [m for m in shown.sent if m["kind"] == "picture"][i]
        return decode(message["picture"], message["buffers"][0])["readouts"][0]["values"][0].tolist()

    return read


def in_a_loop(coroutine):
    """Run a coroutine in a thread of its own: browser tests leave a loop running in the main thread."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


def test_a_walk_in_one_frame_is_sent_once(numbers):
    shown = OnShow(counting(20))
    shown.ask(1, 5)
    assert [m["kind"] for m in shown.sent] == ["picture"]
    assert numbers(shown) == [5, 20]


def test_a_long_walk_is_drawn_as_it_goes(numbers):
    async def main():
        shown = OnShow(counting(12, 0.02))
        shown.ask(1, 5)
        await shown.end()
        return shown

    shown = in_a_loop(main())
    counts = [numbers(shown, i)[1] for i in range(len(shown.sent))]
    assert [m["first"] for m in shown.sent] == [True] + [False] * (len(counts) - 1)
    assert {m["serial"] for m in shown.sent} == {1}
    assert 3 <= len(counts) <= 12
    assert counts == sorted(set(counts))
    assert counts[-1] == 12, "the finished picture comes last"


def test_the_latest_wins(numbers):
    """A long walk is cancelled by the next message, and the figure ends at the last value."""

    async def main():
        shown = OnShow(counting(lambda value: 1000 if value == 5 else 3, 0.01))
        shown.ask(1, 5)
        first = shown.show.task
        await asyncio.sleep(0.1)
        assert numbers(shown)[0] == 5
        shown.ask(2, 6)
        await shown.end()
        assert first
        assert first.cancelled()
        return shown

    shown = in_a_loop(main())
    values = [numbers(shown, i)[0] for i in range(len(shown.sent))]
    assert values == sorted(values), "nothing of the old walk after the new one began"
    assert numbers(shown) == [6, 3]
    assert [m["serial"] for m in shown.sent] == [1 if value == 5 else 2 for value in values]
    assert [m["first"] for m in shown.sent].count(True) == 2


def test_a_flood_of_messages_ends_at_the_last(numbers):
    async def main():
        shown = OnShow(counting(50, 0.002))
        for i in range(1, 21):
            shown.ask(i, i)
            await asyncio.sleep(0)
        await shown.end()
        return shown

    shown = in_a_loop(main())
    assert [m["serial"] for m in shown.sent if m["first"]] == list(range(1, 21)), "each message is answered"
    assert numbers(shown) == [20, 50]


@pytest.mark.parametrize("seconds", [0, 0.02], ids=["in one frame", "as a task"])
def test_a_finished_picture_is_not_computed_again(numbers, seconds):
    """Neither for a view that comes later nor for the still picture; other values are."""
    began: list[float] = []

    def often(value: float) -> int:
        began.append(value)
        return 4

    async def main():
        ends = []

        async def finished(picture):
            ends.append(picture)

        shown = OnShow(counting(often, seconds), finished)
        shown.ask(1, 5)
        await shown.end()
        assert shown.show.picture() is ends[0], "what was sent last"
        shown.look(2)
        await shown.end()
        assert began == [5]
        assert (shown.sent[-1]["serial"], numbers(shown)) == (2, [5, 4])
        shown.ask(3, 6)
        await shown.end()
        assert began == [5, 6]
        assert numbers(shown) == [6, 4]

    in_a_loop(main())


def test_a_walk_that_was_cancelled_is_not_taken_for_finished(numbers):
    async def main():
        shown = OnShow(counting(6, 0.02))
        shown.ask(1, 5)
        assert numbers(shown)[1] < 6
        assert shown.show.task
        shown.show.task.cancel()
        await asyncio.sleep(0)
        assert shown.show.picture().readouts[0].values.tolist() == [[5, 6]]

    in_a_loop(main())


@pytest.mark.parametrize("steps", [0, 3], ids=["at once", "in the middle of a walk"])
def test_an_error_is_told_in_words_and_the_figure_lives_on(numbers, steps):
    def compute(c: Controls) -> Iterator[Numbers]:
        if c.value == 13:
            yield from counting(steps, 0.02).numbers(c)
            raise ArithmeticError("the walk fell off")
        yield (c.value, 1)

    async def main():
        shown = OnShow(Scene(Controls, compute, draw))
        with pytest.raises(ArithmeticError):  # noqa: PT012
            shown.ask(4, 13)
            await shown.end()
        words = {"kind": "problem", "serial": 4, "text": "ArithmeticError: the walk fell off", "buffers": []}
        assert shown.sent[-1] == words
        shown.ask(5, 14)
        assert numbers(shown) == [14, 1]

    in_a_loop(main())


def test_values_out_of_range_are_a_problem_too():
    shown = OnShow(counting(1))
    shown.ask(1, 2000)
    assert shown.sent[-1]["text"] == "ValueError: value=2000: value is a number between 0 and 1000"
    assert shown.show.controls == Controls()


def test_a_scene_is_shown_without_jupyter_and_without_a_plotting_library():
    """A worker in a browser tab has none of them."""
    code = "import sys, amteach.widgets.show; from amteach.scenes.scene import names; names(); print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in run.stdout.split()}
    assert not loaded & {"anywidget", "ipywidgets", "traitlets", "IPython", "matplotlib", "plotly", "torch", "pooch"}
