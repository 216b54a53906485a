"""The human study on stage: all trials go to the browser at once, and each answer comes back as it is given.

The browser holds an answer in its own storage until Python says that it is in the file.  So a reload, a closed laptop
or a dead kernel loses none: run the cell again, and the study goes on at the first trial without an answer.
"""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import Any

from ..scenes.scene import scene
from ..store.files import write_whole
from ..study.answers import CONFIDENCE, Answer, Record, begin, keep, read, together
from ..study.references import test_digits
from ..study.trials import TRIALS, Trial, trials
from .stage import Stage
from .wire import encode


class Study(Stage):
    """The experiment for one participant; `stage("human_study", participant="heron")` makes it.

    participant : a word, part of the file's name; it also decides, with the seed, which trials are shown
    folder      : where the file is kept, beside the notebook if nothing else is said

    Errors: a word that does not fit in a file's name; a file there that holds something else.
    """

    def __init__(self, participant: str = "me", seed: int = 0, folder: str | os.PathLike = "studies") -> None:
        begin(participant, seed, "", ())  # so that a word that does not fit is refused here
        self.path = Path(folder) / f"human_study_{participant}_{seed}.json"
        self._who = participant, seed
        if self.path.exists():
            read(self.path)
        what = scene("human_study")
        super().__init__(what, {"seed": seed})
        about = {"file": str(self.path), "confidence": CONFIDENCE, "conditions": list(TRIALS)}
        self.scene = {"title": what.title, "values": {}, "study": about}

    @cached_property
    def trials(self) -> list[Trial]:
        """The thirty questions, which take a second or two to make."""
        return trials(*self._who)

    @property
    def record(self) -> Record:
        """The trials and the answers so far, as they lie in the file."""
        return together(self.path, begin(*self._who, test_digits().source, self.trials))

    def _hear(self, _widget: Any, message: dict, _buffers: Any) -> None:
        """A view asks for the trials ("look"), or brings the answers that it has no receipt for ("answers")."""
        if message["kind"] == "thanks":
            return
        try:
            record = self.record
            if message["kind"] == "answers":
                record = keep(self.path, record.with_answers(Answer(**answer) for answer in message["answers"]))
            told = {"id": record.id, "kept": [[answer.trial, answer.choice] for answer in record.answers]}
            if message["kind"] == "look":
                tree, buffer = encode(self.trials)
                self.send({"kind": "study", "trials": tree, **told}, [buffer])
            else:
                self.send({"kind": "kept", **told})
        except (Exception, KeyboardInterrupt) as problem:
            self._send_problem(problem, 0)
            raise

    def save(self, path: str | Path) -> Path:
        """Write the answers so far: .json, the whole record, or .csv, a line for each answer."""
        path = Path(path)
        if path.suffix not in (".json", ".csv"):
            raise ValueError(f"save({str(path)!r}): a study is saved as .json or .csv; its pictures are not kept")
        write_whole(path, (self.record.json() if path.suffix == ".json" else self.record.csv()).encode())
        return path

    def __repr__(self) -> str:
        return f"stage('human_study', participant={self._who[0]!r}, seed={self._who[1]})"
