"""`import amteach` against `import numpy`: in new processes, taking turns, from compiled files as after installing.

The package alone does not import NumPy; a lecture imports both, and then uses the names of the first walk.
"""

from __future__ import annotations

import os
import subprocess
import sys
from tempfile import TemporaryDirectory

import numpy as np

from .rows import Row, report

ROUNDS = 40
TIMED = "import time; start = time.process_time(); {}; print(time.process_time() - start)"
NUMPY = "import numpy"
CASES = {
    "import amteach": "aim: at most 1.1",
    "import numpy, amteach": "aim: at most 1.1",
    "import numpy; from amteach import ascent, l2, linear, record, walk": "the first names",
}


def main() -> None:
    lines = [NUMPY, *CASES]
    with TemporaryDirectory() as compiled:
        for line in lines:
            seconds_to_run(line, compiled)
        seconds = np.array([[seconds_to_run(line, compiled) for line in lines] for _ in range(ROUNDS)])
    rows = [Row(NUMPY, 1000 * float(np.median(seconds[:, 0])), "ms", note="the measure of the others")]
    for i, (line, note) in enumerate(CASES.items(), start=1):
        low, middle, high = (float(q) for q in np.quantile(seconds[:, i] / seconds[:, 0], [0.25, 0.5, 0.75]))
        rows.append(Row(line, middle, "×", low, high, note))
    report(rows)


def seconds_to_run(line: str, compiled: str) -> float:
    """The processor time of one line in a new process."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = compiled
    return float(subprocess.check_output([sys.executable, "-c", TIMED.format(line)], env=environment))


if __name__ == "__main__":
    main()
