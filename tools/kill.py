"""Writers are killed at random moments, and a reader looks at what they left: `python tools/kill.py 200`.

Each writer writes one kind of file over and over, in a process of its own that is killed (SIGKILL) after some
milliseconds.  What is then on disk must be whole: weights with the card that was written for them, a study with
every answer that was acknowledged, a page, a film, a Trace.  It prints how many moments were tried of each, and ends
with an error at the first that is torn.  (POSIX only: it forks.)
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

import amteach as am
from amteach.store import cards
from amteach.store.files import write_whole
from amteach.study.answers import Answer, Question, Record, load, save
from amteach.walks.trace import Trace
from amteach.widgets.source import page

SIZE = 20_000  # numbers in a file of weights
RECORD = Record("heron", 0, "MNIST test", tuple(Question("natural", False, i % 64, 0) for i in range(400)))
TRACE = am.record(am.walk(-1 * am.l2, np.ones((50, 20)), am.ascent(0.1)), steps=20)


def write_weights(folder: Path, i: int) -> None:
    """The net of round i: all its numbers are i, and its card says so."""
    a = np.full(SIZE + i % 7, i, np.float32)
    cards.write("net", {"a": a}, {"round": i}, folder)


def read_weights(folder: Path) -> None:
    """The arrays are those of the card; both are of one round."""
    about = cards.card("net", folder)
    a = cards.load("net", folder)["a"]
    assert (a == a[0]).all(), "half of one round and half of another"
    assert len(a) == SIZE + about["round"] % 7
    assert a[0] == about["round"]


def write_answers(folder: Path, i: int) -> None:
    """One more answer; then a note that it was acknowledged."""
    record = RECORD.with_answers([Answer(i % 400, 0, 1, i)])
    save(folder / "heron.json", record)
    with (folder / "acknowledged").open("a") as file:
        file.write(f"{i % 400}\n")


def read_answers(folder: Path) -> None:
    """Every answer that was acknowledged is there."""
    there = {answer.trial for answer in load(folder / "heron.json").answers}
    told = (folder / "acknowledged").read_text().split("\n")[:-1] if (folder / "acknowledged").exists() else []
    lost = {int(line) for line in told} - there
    assert not lost, f"answers are lost: {sorted(lost)}"


def write_page(folder: Path, i: int) -> None:
    """A saved page of half a megabyte."""
    write_whole(folder / "page.html", page(f"round {i}", "", {"kind": "picture"}, bytes(400_000), False).encode())


def read_page(folder: Path) -> None:
    """It ends as a page does."""
    text = (folder / "page.html").read_text("utf-8")
    assert text.startswith("<!doctype html>")
    assert text.endswith("</script></html>\n")


def write_trace(folder: Path, i: int) -> None:
    """A Trace as a file."""
    TRACE.save(folder / "walk.npz")


def read_trace(folder: Path) -> None:
    """It can be loaded."""
    assert len(Trace.load(folder / "walk.npz")) == len(TRACE)


KINDS: dict[str, tuple[Callable[[Path, int], None], Callable[[Path], None], int]] = {  # …, and how many at once
    "weights with their card": (write_weights, read_weights, 1),
    "a study": (write_answers, read_answers, 1),
    "a study with two writers": (write_answers, read_answers, 2),
    "a saved page": (write_page, read_page, 1),
    "a Trace": (write_trace, read_trace, 1),
}


def fork(write: Callable[[Path, int], None], folder: Path, first: int, step: int) -> int:
    """The number of a process that writes for ever."""
    child = os.fork()
    if child:
        return child
    try:
        i = first
        while True:
            write(folder, i)
            i += step
    finally:
        os._exit(1)  # an error of its own; a kill does not come here


def tried(kind: str, moments: int, rng: random.Random) -> None:
    """Kill the writers of this kind at so many moments, and read after each."""
    write, read, writers = KINDS[kind]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, 0)
        for moment in range(moments):
            children = [fork(write, folder, 1 + 1000 * moment + k, writers) for k in range(writers)]
            time.sleep(rng.uniform(0.001, 0.03))
            for child in children:
                os.kill(child, signal.SIGKILL)
                _, status = os.waitpid(child, 0)
                assert os.WIFSIGNALED(status), f"{kind}: a writer ended by itself"
            read(folder)
    print(f"{kind}: {moments} moments, none torn")


def main(moments: int) -> None:
    """So many moments in all."""
    os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp()  # for the locks
    rng = random.Random(0)
    for kind in KINDS:
        tried(kind, -(-moments // len(KINDS)), rng)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
