"""A walk on stage: drawn as it goes, cancelled by the next message, and the latest wins."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pytest

from amteach.pictures import marks
from amteach.scenes.controls import slider
from amteach.scenes.scene import Scene


@dataclass(frozen=True)
class Controls:
    """One control."""

    value: float = slider(0.0, 0, 1000, 1, "value")


def drawn(n: tuple[float, int]) -> marks.Picture:
    """The value that was asked for and how often it was computed, as a picture."""
    return marks.Picture([], np.array([0]), [marks.Readout("seen", np.array([n]))], "as far as it came")


def counting(often: int, seconds: float = 0.0) -> Scene:
    """A scene that computes `often` times, each taking some seconds; it counts them."""

    def compute(c):
        for i in range(often):
            time.sleep(seconds)
            yield (c.value, i + 1)

    return Scene("counting", "A scene that counts", Controls, compute, drawn)


def seen(caught, i: int = -1) -> list[float]:
    """The value and the count of the i-th picture sent."""
    return caught.picture(i)["readouts"][0]["values"][0].tolist()


def test_a_walk_in_one_frame_is_sent_once(caught):
    stage = caught(counting(20))
    stage.ask(1, value=5)
    assert [m["kind"] for m in stage.sent] == ["picture"]
    assert seen(stage) == [5, 20]


def alone(coroutine):
    """Run a coroutine in a thread of its own: browser tests leave a loop running in the main thread."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


def test_a_long_walk_is_drawn_as_it_goes(caught):
    async def main():
        stage = caught(counting(12, 0.02))
        stage.ask(1, value=5)
        await asyncio.wait_for(stage.stage._task, 10)
        return stage

    stage = alone(main())
    counts = [seen(stage, i)[1] for i in range(len(stage.sent))]
    assert [m["first"] for m in stage.sent] == [True] + [False] * (len(counts) - 1)
    assert {m["serial"] for m in stage.sent} == {1}
    assert 3 <= len(counts) <= 12
    assert counts == sorted(set(counts))
    assert counts[-1] == 12, "the finished picture comes last"


def test_the_latest_wins(caught):
    """A long walk is cancelled by the next message, and the figure ends at the last value."""

    async def main():
        stage = caught(counting(1000, 0.01))
        stage.ask(1, value=5)
        first = stage.stage._task
        await asyncio.sleep(0.1)
        assert seen(stage)[0] == 5
        stage.stage._what = counting(3, 0.01)  # so that the second one ends
        stage.ask(2, value=6)
        await asyncio.wait_for(stage.stage._task, 10)
        assert first.cancelled()
        return stage

    stage = alone(main())
    values = [seen(stage, i)[0] for i in range(len(stage.sent))]
    assert values == sorted(values), "nothing of the old walk after the new one began"
    assert seen(stage) == [6, 3]
    assert [m["serial"] for m in stage.sent] == [1 if value == 5 else 2 for value in values]
    assert [m["first"] for m in stage.sent].count(True) == 2


def test_a_flood_of_messages_ends_at_the_last(caught):
    async def main():
        stage = caught(counting(50, 0.004))
        for i in range(1, 21):
            stage.ask(i, value=i)
            await asyncio.sleep(0)
        await asyncio.wait_for(stage.stage._task, 10)
        return stage

    stage = alone(main())
    assert [m["serial"] for m in stage.sent if m["first"]] == list(range(1, 21)), "each message is answered"
    assert seen(stage) == [20, 50]


def test_an_error_in_the_middle_of_a_walk_is_told_too(caught):
    def compute(c):
        yield (c.value, 1)
        yield from counting(3, 0.02).compute(c)
        raise ArithmeticError("the walk fell off")

    async def main():
        stage = caught(Scene("broken", "A scene that breaks", Controls, compute, drawn))
        stage.ask(4)
        with pytest.raises(ArithmeticError):
            await stage.stage._task
        return stage

    stage = alone(main())
    assert {key: stage.sent[-1][key] for key in ("kind", "serial", "text")} == {
        **{"kind": "problem", "serial": 4, "text": "ArithmeticError: the walk fell off"}
    }
