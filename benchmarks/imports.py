"""`import amteach` against `import numpy`: in new processes, taking turns, from compiled files as after installing."""

from __future__ import annotations

import os
import subprocess
import sys
from tempfile import TemporaryDirectory

import numpy as np

from .rows import Row, report

ROUNDS = 40
TIMED = "import time; start = time.process_time(); import {}; print(time.process_time() - start)"


def main() -> None:
    with TemporaryDirectory() as compiled:
        for name in ("numpy", "amteach"):
            seconds_to_import(name, compiled)
        seconds = np.array([[seconds_to_import(n, compiled) for n in ("numpy", "amteach")] for _ in range(ROUNDS)])
    low, middle, high = np.quantile(seconds[:, 1] / seconds[:, 0], [0.25, 0.5, 0.75])
    numpy = Row("import numpy", 1000 * float(np.median(seconds[:, 0])), "ms", note="the measure of the other")
    report([numpy, Row("import amteach", float(middle), "×", float(low), float(high), "aim: at most 1.2")])


def seconds_to_import(name: str, compiled: str) -> float:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = compiled
    return float(subprocess.check_output([sys.executable, "-c", TIMED.format(name)], env=environment))


if __name__ == "__main__":
    main()
