"""`import amteach` against `import numpy`: each in a new process, taking turns."""

from __future__ import annotations

import subprocess
import sys

import numpy as np

from .rows import Row, report

ROUNDS = 40
TIMED = "import time; start = time.perf_counter(); import {}; print(time.perf_counter() - start)"


def main() -> None:
    seconds = np.array([[seconds_to_import(name) for name in ("numpy", "amteach")] for _ in range(ROUNDS)])
    low, middle, high = np.quantile(seconds[:, 1] / seconds[:, 0], [0.25, 0.5, 0.75])
    report(
        [
            Row("import numpy", 1000 * float(np.median(seconds[:, 0])), "ms", note="the measure of the other"),
            Row("import amteach", float(middle), "×", float(low), float(high), "aim: at most 1.2"),
        ]
    )


def seconds_to_import(name: str) -> float:
    return float(subprocess.check_output([sys.executable, "-c", TIMED.format(name)]))


if __name__ == "__main__":
    main()
