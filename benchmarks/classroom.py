"""A class on one machine: many kernels run a lecture at once and move its sliders; how long each waits, and its memory.

    python -m benchmarks.classroom [KERNELS] [LECTURE]        30 kernels and lecture 03 if not given

A kernel alone gives the measure.  Of n kernels on c cores that are all at work at once each has the share c/n, so it
may take n/c times as long; what is above that is a stall.  Memory is what a kernel has to itself (USS).
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psutil
from jupyter_client.manager import KernelManager, start_new_kernel

LECTURES = Path(__file__).parents[1] / "notebooks"
MOVES = 20  # of a slider
MOVE = """
import asyncio, json, time
from dataclasses import asdict
from ipywidgets.widgets.widget import _instances
from amteach.widgets.stage import Stage
stages = [widget for widget in _instances.values() if isinstance(widget, Stage)]
took = []
for i in range({moves}):
    for show in [stage._show for stage in stages[:1]]:
        start = time.perf_counter()
        show.receive({{"kind": "controls", "values": asdict(show.controls), "serial": i}})
        took.append(time.perf_counter() - start)
        await asyncio.sleep(0.05)
print(json.dumps([len(stages), took]))
"""


class Student:
    """A kernel that runs a lecture."""

    def __init__(self) -> None:
        self.manager: KernelManager
        self.manager, self.client = start_new_kernel(kernel_name="python3")
        process: Any = getattr(self.manager.provisioner, "process", None)
        self.process = psutil.Process(process.pid)

    def run(self, code: str) -> tuple[float, str]:
        """Seconds that a cell takes, and what it prints."""
        said: list[str] = []

        def hear(message: dict[str, Any]) -> None:
            if message["msg_type"] == "stream":
                said.append(message["content"]["text"])

        start = time.perf_counter()
        reply = self.client.execute_interactive(code, timeout=1200, output_hook=hear)
        if reply["content"]["status"] != "ok":
            raise RuntimeError("\n".join(reply["content"].get("traceback", ["a cell failed"])))
        return time.perf_counter() - start, "".join(said)

    def lecture(self, cells: Sequence[str]) -> dict[str, Any]:
        """Run all cells, then move a slider; the seconds of both, and the memory at the end."""
        times = [self.run(cell)[0] for cell in cells]
        stages, moves = json.loads(self.run(MOVE.format(moves=MOVES))[1].splitlines()[-1])
        own = self.process.memory_full_info().uss
        return {"cells": times, "moves": moves, "stages": stages, "memory": own / 2**20}

    def close(self) -> None:
        """End the kernel."""
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def cells_of(number: int) -> list[str]:
    """The cells of code of a lecture."""
    (path,) = LECTURES.glob(f"{number:02}_*.ipynb")
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return [source for cell in cells if cell["cell_type"] == "code" and (source := "".join(cell["source"])).strip()]


def main(kernels: int = 30, lecture: int = 3) -> None:
    """One kernel alone, then all at once."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.chdir(LECTURES)
    cells = cells_of(lecture)
    students = [Student()]
    try:
        empty = students[0].process.memory_full_info().uss / 2**20
        alone = students[0].lecture(cells)
        print(f"alone: {sum(alone['cells']):.1f} s, {alone['memory']:.0f} MB, {empty:.0f} of them before it began")
        students[0].close()
        students = [Student() for _ in range(kernels)]
        start = time.perf_counter()
        with ThreadPoolExecutor(kernels) as pool:
            found = list(pool.map(lambda student: student.lecture(cells), students))
        took = time.perf_counter() - start
    finally:
        for student in students:
            student.close()
    share = kernels / (os.cpu_count() or 1)
    stalls = [t - share * a for one in found for t, a in zip(one["cells"], alone["cells"], strict=True)]
    moves = [m for one in found for m in one["moves"]]
    fair = share * sum(alone["cells"])
    print(f"{kernels} at once on {os.cpu_count()} cores: all done after {took:.1f} s, where {fair:.1f} s are fair")
    print(f"longest wait above a fair share, in any cell: {max(stalls):.2f} s")
    if moves:
        slow = max(moves) - share * max(alone["moves"])
        print(f"a slider: {max(alone['moves']) * 1e3:.0f} ms alone, {max(moves) * 1e3:.0f} ms; {slow:.2f} s above fair")
    print(f"memory of its own: {max(one['memory'] for one in found):.0f} MB at most")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
