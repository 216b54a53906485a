"""The human study in a notebook: all trials go to the browser at once, and each answer comes back as it is given.

The browser holds an answer in its own storage until Python says that it is in the file.  So a reload, a closed laptop
or a dead kernel loses none: run the cell again, and the study goes on at the first trial without an answer.
"""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import Any, final

from ..pictures.marks import Picture
from ..scenes.controls import Dataclass, make
from ..scenes.scene import Scene
from ..store.files import write_whole
from ..study import answers
from ..study.answers import CONFIDENCE, Record
from ..study.references import test_digits
from ..study.trials import TRIALS, Trial, trials
from . import door
from .show import problem
from .widget import Widget
from .wire import encode


@final
class Study(Widget):
    """The experiment for one participant; `am.stage("human_study", participant="heron")` makes it.

    participant : a word, part of the file's name; it also decides, with the seed, which trials are shown
    folder      : of the file, beside the notebook if not given

    Errors: a word that does not fit in a file's name; a file there that holds something else.
    """

    def __init__(
        self,
        scene: Scene[Any, Any],
        participant: str = "me",
        seed: int = 0,
        folder: str | os.PathLike[str] = "studies",
    ) -> None:
        answers.new_record(participant, seed, "", ())  # so that a word that does not fit is refused here
        self.path = Path(folder) / f"human_study_{participant}_{seed}.json"
        self._participant = participant
        self._seed = seed
        self._example = scene
        self._example_controls = make(scene.Controls, {"seed": seed})
        if self.path.exists():
            answers.load(self.path)
        study = {"file": str(self.path), "confidence": CONFIDENCE, "conditions": list(TRIALS)}
        super().__init__({"title": scene.title, "values": {}, "study": study})

    @cached_property
    def trials(self) -> list[Trial]:
        """The thirty questions, which take a second or two to make."""
        return trials(self._participant, self._seed)

    @property
    def record(self) -> Record:
        """The trials and the answers so far, as they are in the file."""
        return answers.merge(
            self.path, answers.new_record(self._participant, self._seed, test_digits().source, self.trials)
        )

    @cached_property
    def _example_picture(self) -> Picture:
        return self._example.picture(self._example_controls)

    def picture(self) -> Picture:
        """An example of a trial, which is the still picture."""
        return self._example_picture

    def save(self, path: str | Path) -> Path:
        """Write the answers so far: .json, the whole record, or .csv, a line for each answer."""
        path = Path(path)
        if path.suffix not in (".json", ".csv"):
            raise ValueError(f"save({str(path)!r}): a study is saved as .json or .csv; its pictures are not kept")
        write_whole(path, (self.record.json() if path.suffix == ".json" else self.record.csv()).encode())
        return path

    def _receive(self, message: dict[str, Any]) -> None:
        """A view asks for the trials ("look"), or brings the answers that it has no receipt for ("answers")."""
        try:
            kind = door.kind(message, "look", "answers", "thanks")
            if kind not in ("look", "answers"):
                return
            record = self.record
            if kind == "answers":
                record = answers.save(self.path, record.with_answers(door.answers(message)))
            receipt = {"id": record.id, "kept": [[answer.trial, answer.choice] for answer in record.answers]}
            if kind == "look":
                tree, buffer = encode(self.trials)
                self.send({"kind": "study", "trials": tree, **receipt}, [buffer])
            else:
                self.send({"kind": "kept", **receipt})
        except (TypeError, ValueError) as error:  # what was sent, or is in the file, cannot be read
            self.send(problem(error))
        except (Exception, KeyboardInterrupt) as error:
            self.send(problem(error))
            raise

    def _present_controls(self) -> Dataclass:
        return self._example_controls

    def __repr__(self) -> str:
        return f"stage('human_study', participant={self._participant!r}, seed={self._seed})"
