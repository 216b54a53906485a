"""Nothing is half written: writers killed at random moments leave whole files, and lose no answer.

40 moments here; `python tools/kill.py 200` tries more.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

TOOL = Path(__file__).parents[2] / "tools" / "kill.py"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="it forks")
def test_nothing_is_half_written():
    moments = os.environ.get("AMTEACH_KILLS", "40")
    run = subprocess.run([sys.executable, str(TOOL), moments], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stdout.count("none torn") == 5
