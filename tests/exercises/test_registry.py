"""`am.hint`, the names of the exercises, and how their files are found."""

import subprocess
import sys
from collections import Counter
from types import ModuleType

import pytest

from amteach.exercises import EXERCISES, Exercise, check, hint, registry, sheets


def test_hints_come_one_by_one_and_the_numbers_are_checked(monkeypatch):
    monkeypatch.setattr(registry, "_hints_shown", Counter())
    seen = [hint("basin") for _ in range(4)]
    assert [text.count("of 3.") for text in seen] == [1, 2, 3, 3]
    assert ['am.solution("basin")' in text for text in seen] == [False, False, True, True]
    assert seen[1].startswith(seen[0])
    assert seen[1] == f"{hint('basin', 1)}\n\n{hint('basin', 2)}"
    assert hint("max-gradient").count("of 3.") == 1, "each exercise counts for itself"
    for number in (0, 4):
        with pytest.raises(ValueError, match=f"there is no hint {number} on 'basin', but 1 to 3"):
            hint("basin", number)


def test_an_unknown_name_is_answered_with_the_nearest():
    with pytest.raises(ValueError, match="no exercise is called 'linear-optimun': did you mean 'linear-optimum'"):
        check("linear-optimun", ...)
    with pytest.raises(ValueError, match=", ".join(EXERCISES)):
        check("?", ...)


def test_the_exercises_are_found_lecture_by_lecture():
    names = [module.__name__.rpartition(".")[2] for module in registry.modules()]
    assert names == sorted(names)
    assert len(EXERCISES) == sum(isinstance(v, Exercise) for m in registry.modules() for v in vars(m).values())
    assert all(name == exercise.name for name, exercise in EXERCISES.items())


def test_an_exercise_is_one_file(tmp_path, monkeypatch):
    """A file in the folder is enough; it comes where its name says."""
    (tmp_path / "l01_zero.py").write_text(
        "from amteach.exercises import Exercise\n"
        "def zero(): return 0.0\n"
        "ZERO = Exercise('zero', 'Return 0.', zero, lambda rng: (), ('One.', 'Two.', 'Three.'))\n"
    )
    monkeypatch.setattr(sheets, "__path__", [*sheets.__path__, str(tmp_path)])
    try:
        names = list(registry.collect(registry.modules()))
    finally:
        sys.modules.pop("amteach.exercises.sheets.l01_zero", None)
    at = names.index("zero")
    assert names[:at] + names[at + 1 :] == list(EXERCISES)
    assert EXERCISES[names[at - 1]].reference.__module__.endswith("l01_optimum")
    assert EXERCISES[names[at + 1]].reference.__module__.endswith("l02_constraint")


def test_two_exercises_of_one_name_are_an_error_that_names_both_files():
    first, second = ModuleType("first"), ModuleType("second")
    first.__file__, second.__file__ = "sheets/first.py", "sheets/second.py"
    vars(first)["BASIN"] = vars(second)["OTHER"] = EXERCISES["basin"]
    with pytest.raises(ValueError, match=r"'basin', one in sheets/first.py and one in sheets/second.py"):
        registry.collect([first, second])


def test_the_exercises_need_numpy_alone():
    heavy = ("torch", "matplotlib", "plotly", "ipywidgets", "IPython")
    code = f"import sys, amteach.exercises; sys.exit(any(m in sys.modules for m in {heavy}))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
