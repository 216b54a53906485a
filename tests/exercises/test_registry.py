"""`am.hint` and the names of the exercises."""

import subprocess
import sys
from collections import Counter

import pytest

from amteach.exercises import check, hint


def test_hints_come_one_by_one_and_the_numbers_are_checked(monkeypatch):
    monkeypatch.setattr("amteach.exercises.registry._hints_shown", Counter())
    seen = [hint("basin") for _ in range(4)]
    assert [text.count("of 3.") for text in seen] == [1, 2, 3, 3]
    assert 'am.solution("basin")' in seen[-1]
    assert seen[1].startswith(seen[0])
    for number in (0, 4):
        with pytest.raises(ValueError, match="there is no hint"):
            hint("basin", number)


def test_an_unknown_name_is_answered_with_the_nearest():
    with pytest.raises(ValueError, match="did you mean 'linear-optimum'"):
        check("linear-optimun", ...)
    with pytest.raises(ValueError, match="there are step-size, "):
        check("?", ...)


def test_the_exercises_need_numpy_alone():
    heavy = ("torch", "matplotlib", "plotly", "ipywidgets", "IPython")
    code = f"import sys, amteach.exercises; sys.exit(any(m in sys.modules for m in {heavy}))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
