"""`python -m benchmarks [PART ...]`: measure, print a table, and keep the figures in benchmarks/out/.

Each part runs in a process of its own for each number of threads, because a BLAS fixes its threads when it starts.
A part is a module here whose last line of output is a list of rows, as `rows.report` prints it.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from amteach.store.files import write_whole

from .machine import machine

ROOT = Path(__file__).resolve().parents[1]
PARTS = {
    "one_image": (1, 2),
    "batch": (1, 2),
    "walk_cost": (1,),
    "any_network": (1,),
    "peers": (1,),
    "imports": (1,),
    "memory": (1,),
    "samplers": (1,),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all of them, if none is named"
    )
    wanted = parser.parse_args().parts or list(PARTS)
    if unknown := [part for part in wanted if find_spec(f"{__package__}.{part}") is None]:
        parser.error(f"there is no part {unknown[0]!r}: {', '.join(PARTS)}")
    about, results, failed = machine(), [], []
    print(*(f"{key}: {value}" for key, value in about.items()), sep="\n")
    for part in wanted:
        for threads in PARTS.get(part, (1,)):
            print(f"\n{part}, {threads} thread{'s' * (threads > 1)}", flush=True)
            try:
                rows = run(part, threads)
            except subprocess.CalledProcessError:
                failed.append(part)  # its own words stand above
                continue
            print(*map(line, rows), sep="\n", flush=True)
            results += [{"part": part, "threads": threads, **row} for row in rows]
    keep({"machine": about, "rows": results})
    if failed:
        sys.exit(f"\nnot measured: {', '.join(failed)}")


def keep(figures: dict) -> None:
    """Write benchmarks/out/figures.json, whole or not at all."""
    write_whole(ROOT / "benchmarks" / "out" / "figures.json", json.dumps(figures, indent=1).encode())


def run(part: str, threads: int) -> list[dict]:
    """The rows of one part, measured in a new process with this many threads."""
    limits = {name: str(threads) for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
    command = [sys.executable, "-m", f"{__package__}.{part}"]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | limits, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def line(row: dict) -> str:
    """One row of the table: the median, its quartiles, and what it was aimed at."""
    spread = f"{row['low']:.3g} – {row['high']:.3g}" if row["low"] is not None else ""
    value = "" if row["value"] is None else f"{row['value']:.3g} {row['unit']}"
    return f"  {row['what']:40s}{value:>12s}   {spread:18s}{row['note']}"


if __name__ == "__main__":
    main()
