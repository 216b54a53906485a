"""`python -m benchmarks.cluster`: an atlas of SqueezeNet on a Dask cluster of two workers, of which one is killed.

All classes (channels of classifier.1) and all units of two layers, small pictures and few steps, so that it takes
minutes.  When half of it is done a worker gets SIGKILL.  Then it is counted, from the files that the workers wrote:
whether each unit is there, whether any was computed twice, and whether a sample of them, computed once more in this
process, is the same to the bit.

The folder is emptied first, if it is not given; given, it goes on where it was.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import mean, median
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before torch: as in the workers

from distributed import Client, LocalCluster

from amteach.experiments.atlas import atlas
from amteach.experiments.atlas.units import how_many, picture
from amteach.experiments.sweep import cell_file
from amteach.experiments.sweep.cell import file_name

from .machine import machine

LAYERS = ("classifier.1", "features.3", "features.7")
OUT = Path(__file__).parent / "out" / "cluster"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cluster", description=__doc__)
    parser.add_argument("--net", default="squeezenet")
    parser.add_argument("--layers", nargs="+", default=LAYERS)
    parser.add_argument("--side", type=int, default=64, help="of a picture, in pixels")
    parser.add_argument("--steps", type=int, default=24)
    parser.add_argument("--sample", type=int, default=60, help="units that are computed once more, in this process")
    parser.add_argument("--out", type=Path)
    a = parser.parse_args()
    if a.out is None:
        shutil.rmtree(OUT, ignore_errors=True)
    out, shape = a.out or OUT, (3 if a.net in ("squeezenet", "alexnet") else 1, a.side, a.side)
    print(*(f"{key}: {value}" for key, value in machine().items()), sep="\n")
    units = {layer: how_many(a.net, layer, shape) for layer in a.layers}
    print(f"{a.net}, {units}, pictures of {a.side} × {a.side}, {a.steps} steps", flush=True)
    began = time.perf_counter()
    killed = on_a_cluster(a.net, units, out, shape, a.steps)
    wall = time.perf_counter() - began
    report(a, units, out, shape, wall, killed)


def on_a_cluster(net: str, units: dict[str, int], out: Path, shape: tuple[int, ...], steps: int) -> str:
    """The atlas of each layer, by two workers; when half of the units are done, one is killed: which, and when."""
    said: list[str] = []
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as cluster,
        Client(cluster) as client,
    ):

        def kill() -> None:
            while (done := len(list(cells(out)))) < sum(units.values()) // 2:
                time.sleep(0.2)
            pids: Any = client.run(os.getpid)
            pid = next(iter(pids.values()))
            os.kill(pid, signal.SIGKILL)
            said.append(f"SIGKILL to worker {pid} after {done} units")

        threading.Thread(target=kill, daemon=True).start()
        for layer in units:
            page = atlas(net, layer, out / layer, shape=shape, steps=steps, executor=client.get_executor())
            print(f"{page}", flush=True)
    return said[0]


def cells(out: Path) -> Iterator[Path]:
    """The stored cells of all layers."""
    return out.glob("*/cells/[!.]*.npz")


def lines(out: Path) -> list[dict[str, Any]]:
    """What the processes wrote: a line for each cell that was computed."""
    logs = sorted(out.glob("*/cells/log/*.jsonl"))
    read = [(log, line) for log in logs for line in log.read_text(encoding="utf-8").splitlines()]
    return [json.loads(line) | {"process": log.stem, "layer": log.parts[-4]} for log, line in read]


def report(a: argparse.Namespace, units: dict[str, int], out: Path, shape: Any, wall: float, killed: str) -> None:
    """The counts, the comparison with this process, and what a unit cost."""
    done = lines(out)
    often = Counter((line["layer"], line["cell"]) for line in done)
    print(f"\n{killed}; {sum(units.values())} units in {wall:.0f} s")
    print(f"cells there: {len(list(cells(out)))}, computed: {len(done)}, by {dict(by_process(done))}")
    print(f"computed twice: {sum(n > 1 for n in often.values())}")
    for layer in units:
        seconds = [line["seconds"] for line in done if line["layer"] == layer]
        size = mean(path.stat().st_size for path in cells(out) if layer in path.parts)
        print(f"  {layer:14s}{median(seconds):.3f} s a unit (median), {size:.0f} bytes a cell")
    differ, dead = 0, 0
    chosen = random.Random(0).sample([(layer, unit) for layer in units for unit in range(units[layer])], a.sample)
    for layer, unit in chosen:
        make = partial(picture, net=a.net, layer=layer, shape=shape, steps=a.steps, seed=0)
        stored = cell_file.read(out / layer / "cells" / file_name(make, {"unit": unit}))
        differ += stored != make(unit=unit)
        dead += not stored["png"]
    print(f"of {len(chosen)} units computed once more, here: {differ} differ by any bit; {dead} are dead")


def by_process(done: list[dict[str, Any]]) -> Counter[str]:
    """How many cells each process computed."""
    return Counter(line["process"] for line in done)


if __name__ == "__main__":
    main()
