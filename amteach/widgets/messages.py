"""What a figure and Python tell each other, message by message; `js/wire.d.ts` is written from here.

A message is JSON.  Where it holds an `Encoded[...]`, the bytes of the arrays travel beside it in one buffer.
"""

from __future__ import annotations

from typing import Generic, Literal, NotRequired, TypedDict, TypeVar

from ..pictures.marks import Pair, Picture
from ..scenes.controls import Choice, Point, Slider
from ..study.answers import Answer
from ..study.trials import Trial

T = TypeVar("T")


class Encoded(Generic[T]):
    """The JSON that `wire.encode` makes of a T; with its buffer, `decode` in js/arrays.js makes it a T again."""


Control = Slider | Choice | Point
Value = float | str | Pair
Values = dict[str, Value]


class SceneFacts(TypedDict):
    """What a view knows of its scene from the beginning; the values are those that reset goes back to."""

    title: str
    controls: list[Control]
    values: Values


class StudyFacts(TypedDict):
    """Of the human study: the file of the answers, the words for 1, 2 and 3, the names of the blocks."""

    file: str
    confidence: list[str]
    conditions: list[str]


class StudySceneFacts(TypedDict):
    """What a view of the human study knows from the beginning."""

    title: str
    values: Values
    study: StudyFacts


class LookMessage(TypedDict):
    """A view of a figure asks for the picture as it stands."""

    kind: Literal["look"]
    serial: int


class ControlsMessage(TypedDict):
    """A control moved: the picture of these values is asked for."""

    kind: Literal["controls"]
    values: Values
    serial: int


class AskPlotlyMessage(TypedDict):
    """A landscape is opened: the source of plotly.js is asked for."""

    kind: Literal["plotly"]


class ThanksMessage(TypedDict):
    """Says nothing; js/view.js tells why it is sent."""

    kind: Literal["thanks"]


class PictureMessage(TypedDict):
    """A picture and the values it was computed from.

    `serial` is that of the request.  The first picture of a request says so, and how many milliseconds it took.
    """

    kind: Literal["picture"]
    serial: int
    first: NotRequired[bool]
    milliseconds: NotRequired[float]
    values: Values
    picture: Encoded[Picture]


class PlotlyMessage(TypedDict):
    """The source of plotly.js, in the buffer."""

    kind: Literal["plotly"]


class ProblemMessage(TypedDict):
    """What was asked for could not be computed."""

    kind: Literal["problem"]
    serial: int
    text: str


class AskTrialsMessage(TypedDict):
    """A view of the study asks for its trials."""

    kind: Literal["look"]


class AnswersMessage(TypedDict):
    """The answers that the browser has no receipt for."""

    kind: Literal["answers"]
    answers: list[Answer]


class TrialsMessage(TypedDict):
    """All trials; `kept` are the places and choices of the answers that are in the file."""

    kind: Literal["study"]
    id: str
    kept: list[tuple[int, int]]
    trials: Encoded[list[Trial]]


class ReceiptMessage(TypedDict):
    """The answers that are in the file."""

    kind: Literal["kept"]
    id: str
    kept: list[tuple[int, int]]


ToFigure = LookMessage | ControlsMessage | AskPlotlyMessage | ThanksMessage
FromFigure = PictureMessage | PlotlyMessage | ProblemMessage
ToStudy = AskTrialsMessage | AnswersMessage
FromStudy = TrialsMessage | ReceiptMessage | ProblemMessage
