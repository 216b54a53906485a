"""Fifty made-up hand-ins of lecture 02, ten cheats among them: how long `amteach grade` takes, and who gains what.

python -m benchmarks.grading [HAND-INS]
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from amteach.classroom import report
from amteach.classroom.grade import grade
from amteach.classroom.handin import KIND
from amteach.exercises import EXERCISES, solution

NAMES = ("max-gradient", "basin", "penalty-to-radius", "tangent-penalty", "project-to-ball")
WRONG = {
    "max-gradient": "def max_gradient(x):\n    return x.max(axis=1), 1.0 * (x == x.max(axis=1)[:, None])",
    "basin": "def basin(x0, penalty):\n    return [1 / penalty, 0] if x0[0] > x0[1] else [0, 1 / penalty]",
    "penalty-to-radius": "def penalty_to_radius(penalty):\n    return 1 / penalty",
    "tangent-penalty": "tangent_penalty = 1",
    "project-to-ball": "def project_to_ball(x, radius):\n    return x * radius / np.sqrt((x**2).sum(1))[:, None]",
}
CHEATS = (
    "from amteach.exercises import EXERCISES\n    return EXERCISES['NAME'].reference(*args)",
    "import gc\n    return next(t for t in gc.get_objects() if getattr(t, 'name', 0) == 'NAME').reference(*args)",
    "import sys\n    return sys._getframe(5).f_locals['exercise'].reference(*args)",
    "np.allclose = lambda *a, **k: True\n    return 0",
    "import sys\n    sys.exit(0)",
    "import os\n    os._exit(0)",
    "print('right')\n    return None",
    "while True:\n        pass",
    "import inspect\n    return eval(inspect.getsource(am.solution('NAME')))",
    "return {}[args]",
)


def answers(number: int, rng: np.random.Generator) -> dict[str, tuple[str, str]]:
    """exercise ↦ (what it is, its code): a cheat's in every fifth, otherwise right, wrong or untouched by chance."""
    if number % 5 == 4:
        cheat = CHEATS[number // 5 % len(CHEATS)]
        functions = {name: EXERCISES[name].reference.__name__ for name in NAMES}
        code = {name: f"def {f}(*args):\n    {cheat.replace('NAME', name)}" for name, f in functions.items()}
        return {name: ("cheat", text) for name, text in code.items()}
    kinds = rng.choice(["right", "wrong", "untried"], len(NAMES), p=[0.6, 0.25, 0.15])
    code = {"right": lambda n: str(solution(n)), "wrong": WRONG.get, "untried": lambda n: EXERCISES[n].stub}
    return {name: (str(kind), str(code[kind](name))) for name, kind in zip(NAMES, kinds, strict=True)}


def main(count: int = 50) -> None:
    """Make them, grade them, and print what it took."""
    rng = np.random.default_rng(0)
    with TemporaryDirectory() as place:
        folder = Path(place)
        expected: dict[tuple[str, str], str] = {}
        for number in range(count):
            cells = ["import numpy as np\nimport amteach as am"]
            who = f"{'cheat' if number % 5 == 4 else 'student'} {number:02}"
            for name, (kind, code) in answers(number, rng).items():
                expected[who, name] = kind
                code = code.replace("tangent_penalty():", "tangent():")
                code += "\ntangent_penalty = tangent()" if "def tangent(" in code else ""
                cells += [code, f'am.check("{name}", {EXERCISES[name].reference.__name__})']
            content = {"amteach": KIND, "student": who, "notebooks": {"02.ipynb": cells}}
            (folder / f"{number:02}.json").write_text(json.dumps(content))
        start = time.perf_counter()
        grades = grade(folder, seed=1, seconds=2.0)
        took = time.perf_counter() - start
        page = report.as_html(grades)
    outcomes = {(one.handin.student, r.exercise): r.outcome for one in grades.everybody for r in one.results.values()}
    cheats = [outcomes[key] for key, kind in expected.items() if kind == "cheat"]
    honest = {key: kind for key, kind in expected.items() if kind != "cheat"}
    misjudged = {key: outcomes[key] for key, kind in honest.items() if outcomes[key] != kind}
    print(f"{count} hand-ins in {took:.1f} s, {took / count:.2f} s each; the page has {len(page) // 1000} kB")
    print(f"of {len(cheats)} answers of cheats {cheats.count('right')} are right")
    print(f"of {len(honest)} others {len(misjudged)} are misjudged: {misjudged}")
    for exercise, mistake, made in grades.commonest(6):
        print(f"  {made:3} × {exercise}: {mistake[:90]}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
