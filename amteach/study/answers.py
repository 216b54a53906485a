"""What one participant answered, and the file that holds it.

The whole file is written again at each answer, or not at all.  So no answer is lost when a browser or a kernel ends.
The file is JSON, and holds the questions with the answers:

    {"amteach": "human study 1", "participant": "anna", "seed": 0, "digits": "MNIST test",
     "trials": [{"block": "practice", "catch": false, "unit": 27, "right": 0}, ...],
     "answers": [{"trial": 0, "choice": 0, "confidence": 3, "milliseconds": 2140}, ...]}
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, astuple, dataclass, replace
from pathlib import Path
from typing import Any

from ..functions.checks import shown
from ..store.files import sha256, write_whole
from ..store.locks import locked
from .trials import PRACTICE, TRIALS, Trial

KIND = "human study 1"
MOST = 1000  # trials, and letters of a word; a study has thirty
LARGEST_FILE = 10**6  # bytes; a full record has 5000
WEEKS = 10**10  # milliseconds, seventeen weeks of them
CONFIDENCE = ("guessed", "rather sure", "sure")


@dataclass(frozen=True)
class Question:
    """A trial without its pictures: four fields of `Trial`."""

    block: str
    catch: bool
    unit: int
    right: int

    def __post_init__(self) -> None:
        kinds = isinstance(self.block, str) and isinstance(self.catch, bool) and _are_whole(self.unit, self.right)
        if not kinds or self.block not in (PRACTICE, *TRIALS) or self.right not in (0, 1) or not 0 <= self.unit < MOST:
            raise ValueError(
                f"{shown(self)} is no trial: its block is {PRACTICE}, {', '.join(TRIALS)}, and right is 0 or 1"
            )


@dataclass(frozen=True)
class Answer:
    """trial: its place, from 0.  choice: 0 for the upper query, 1 for the lower.  confidence: 1, 2 or 3."""

    trial: int
    choice: int
    confidence: int
    milliseconds: int


@dataclass(frozen=True)
class Record:
    """A participant's trials and answers so far; `digits` says where the digits came from."""

    participant: str
    seed: int
    digits: str
    trials: tuple[Question, ...]
    answers: tuple[Answer, ...] = ()

    def __post_init__(self) -> None:
        if not isinstance(self.participant, str) or not isinstance(self.digits, str) or not _are_whole(self.seed):
            raise ValueError("the participant and the digits are words, and the seed is a whole number")
        if len(self.trials) > MOST or len(self.digits) > MOST:
            raise ValueError(f"a study has at most {MOST} trials")
        if not re.fullmatch(r"[\w-]{1,40}", self.participant):
            raise ValueError(
                f"participant={shown(self.participant)}: a word of letters, digits, - and _, which becomes part of the "
                'name of a file, such as participant="heron"; it need not be your name'
            )

    @property
    def id(self) -> str:
        """A hash of the trials: two records of the same trials have the same id."""
        return sha256(replace(self, answers=()).json().encode())[:16]

    def with_answers(self, more: Iterable[Answer]) -> Record:
        """This record with more answers, in the order of the trials.  The first answer to a trial counts."""
        by_trial = {answer.trial: answer for answer in self.answers}
        for a in more:
            fits = _are_whole(*astuple(a)) and a.trial in range(len(self.trials)) and 0 <= a.milliseconds < WEEKS
            if not (fits and a.choice in (0, 1) and a.confidence in (1, 2, 3)):
                raise ValueError(
                    f"{shown(a)} is no answer: trial 0 to {len(self.trials) - 1}, choice 0 or 1, confidence 1 to 3"
                )
            by_trial.setdefault(a.trial, a)
        return replace(self, answers=tuple(by_trial[trial] for trial in sorted(by_trial)))

    def scored(self) -> list[tuple[Question, Answer, bool]]:
        """Each answer, with its question before it and whether it is right behind it."""
        return [(self.trials[a.trial], a, a.choice == self.trials[a.trial].right) for a in self.answers]

    def json(self) -> str:
        """The text of the file."""
        return json.dumps({"amteach": KIND, **asdict(self)}, indent=1, ensure_ascii=False) + "\n"

    def csv(self) -> str:
        """One line for each answer, for a table.

        >>> questions = (Question("natural", False, unit=5, right=1),)
        >>> print(Record("heron", 0, "MNIST test", questions, (Answer(0, 1, 3, 2140),)).csv())
        participant,seed,digits,trial,block,catch,unit,right,choice,correct,confidence,milliseconds
        heron,0,MNIST test,0,natural,0,5,1,1,1,3,2140
        """
        out = io.StringIO()
        names = ("trial", "block", "catch", "unit", "right", "choice", "correct", "confidence", "milliseconds")
        table = csv.writer(out, lineterminator="\n")
        table.writerow(("participant", "seed", "digits", *names))
        for question, answer, correct in self.scored():
            row = {**asdict(question), **asdict(answer), "catch": int(question.catch), "correct": int(correct)}
            table.writerow((cell(self.participant), self.seed, cell(self.digits), *(row[name] for name in names)))
        return out.getvalue()


def cell(text: str) -> str:
    """A word for a table, which no spreadsheet takes for a formula.

    >>> cell("heron"), cell("=1+1")
    ('heron', "'=1+1")
    """
    words = " ".join(text.split())
    return f"'{words}" if words[:1] in ("=", "+", "-", "@") else words


def new_record(participant: str, seed: int, digits: str, trials: Sequence[Trial]) -> Record:
    """A record of these trials without answers."""
    return Record(participant, seed, digits, tuple(Question(t.block, t.catch, t.unit, t.right) for t in trials))


def load(path: Path) -> Record:
    """The record in a file, or an error that says what is wrong with the file."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ValueError("it is too large")
        content: dict[str, Any] = json.loads(path.read_text("utf-8"))
        if content.pop("amteach") != KIND:
            raise ValueError("it comes from another version")
        content["trials"] = tuple(Question(**trial) for trial in content["trials"])
        answers = [Answer(**answer) for answer in content.pop("answers")]
        return Record(**content).with_answers(answers)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(f"{path} holds no answers of amteach's human study: {str(error)[:300]}") from None


def merge(path: Path, record: Record) -> Record:
    """The record with the answers in its file, if there is one; an error where those are answers to other trials."""
    if not path.exists():
        return record
    before = load(path)
    if before.id != record.id:
        raise ValueError(
            f"{path} holds answers to other trials (seed {before.seed}, {before.digits}): take another word for "
            "participant, or move that file away"
        )
    return before.with_answers(record.answers)


def save(path: Path, record: Record) -> Record:
    """Merge the record with its file, write the result to the file, and return it; a second writer waits meanwhile."""
    with locked(path):
        merged = merge(path, record)
        write_whole(path, merged.json().encode())
    return merged


def _are_whole(*numbers: Any) -> bool:
    return all(isinstance(number, int) and not isinstance(number, bool) for number in numbers)
