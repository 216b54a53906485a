// The wire, as the browser sees it: pictures, controls and messages. Written by tools/wire_types.py; not to be edited.

/** An array: its shape, and its numbers row by row. */
export interface NDArray {
  shape: number[];
  data: Uint8Array | Float32Array | Float64Array;
}

/** JSON that stands for a T; with its buffer, `decode` in arrays.js makes it a T again. */
export interface Encoded<T> {
  readonly " decodes to "?: T; // is never there; it carries the type
}

export type Pair = [number, number];
export type Mark = Field | Lines | Path | Points | Arrows | Handle;
export type Panel = Plane | Images | Bars | Surface;
export type Control = Slider | Choice | Point;
export type Value = number | string | Pair;
export type Values = Record<string, Value>;
export type ToFigure = LookMessage | ControlsMessage | AskPlotlyMessage | ThanksMessage;
export type FromFigure = PictureMessage | PlotlyMessage | ProblemMessage;
export type ToStudy = AskTrialsMessage | AnswersMessage;
export type FromStudy = TrialsMessage | ReceiptMessage | ProblemMessage;

/** Values on a grid that fills its panel, (rows from bottom to top, columns from left to right). */
export interface Field {
  kind: "Field";
  z: NDArray;
}

/** Polylines in the plane, each (points, 2); dash is "solid", "dashed" or "dotted". */
export interface Lines {
  kind: "Lines";
  lines: NDArray[];
  label: string;
  color: string;
  dash: string;
  width: number;
}

/** Trajectories, (time, batch, 2): a dot at the start, a star where the walk stands. */
export interface Path {
  kind: "Path";
  xy: NDArray;
  label: string;
  color: string;
  width: number;
}

/** Points that do not move, (n, 2), each marked with a cross. */
export interface Points {
  kind: "Points";
  xy: NDArray;
  label: string;
  color: string;
}

/** Arrows from tail to head, (time, n, 2, 2): those of one step of a walk, shown while the walk stands there. */
export interface Arrows {
  kind: "Arrows";
  ends: NDArray;
  label: string;
  color: string;
}

/** The point that the control of this name can be dragged by. */
export interface Handle {
  kind: "Handle";
  control: string;
  xy: Pair;
}

/** A window on the plane; equal=True where lengths and angles matter; size in screen pixels. */
export interface Plane {
  kind: "Plane";
  xlim: Pair;
  ylim: Pair;
  marks: Mark[];
  title: string;
  xlabel: string;
  ylabel: string;
  equal: boolean;
  size: Pair;
}

/** Pictures in rows of `columns`, (time, n, h, w), grey from low to high; signed ones blue − white − red about 0. */
export interface Images {
  kind: "Images";
  pixels: NDArray;
  low: number;
  high: number;
  captions: (string | string[])[];
  columns: number;
  rows: string[];
  title: string;
  signed: boolean;
}

/** Shares between 0 and 1, (time, n), with the one we climb on marked. */
export interface Bars {
  kind: "Bars";
  values: NDArray;
  labels: string[];
  chosen: number;
  title: string;
}

/** A landscape z over the plane, (len y, len x), with trajectories on it, (time, batch, 3). */
export interface Surface {
  kind: "Surface";
  x: NDArray;
  y: NDArray;
  z: NDArray;
  path: NDArray;
  title: string;
  zlabel: string;
}

/** A number, or a few, printed in the figure: (time,) or (time, n). */
export interface Readout {
  kind: "Readout";
  label: string;
  values: NDArray;
}

/** Panels side by side, the numbers below them, and what they show in one or two sentences. */
export interface Picture {
  kind: "Picture";
  panels: Panel[];
  t: NDArray;
  readouts: Readout[];
  summary: string;
  note: string;
}

/** One question.  Pictures are bytes, 0 for black and 255 for white. */
export interface Trial {
  kind: "Trial";
  block: string;
  catch: boolean;
  unit: number;
  right: number;
  values: NDArray;
  queries: NDArray;
  minimal: NDArray;
  maximal: NDArray;
}

/** A number between low and high, in steps; or, where log is true, in 100 even steps of its logarithm. */
export interface Slider {
  kind: "Slider";
  name: string;
  label: string;
  low: number;
  high: number;
  step: number;
  log: boolean;
}

/** One of several words. */
export interface Choice {
  kind: "Choice";
  name: string;
  label: string;
  options: string[];
}

/** A point of the plane, dragged in the figure, within low … high. */
export interface Point {
  kind: "Point";
  name: string;
  label: string;
  low: number;
  high: number;
}

/** trial: its place, from 0.  choice: 0 for the upper query, 1 for the lower.  confidence: 1, 2 or 3. */
export interface Answer {
  trial: number;
  choice: number;
  confidence: number;
  milliseconds: number;
}

/** What a view knows of its scene from the beginning; the values are those that reset goes back to. */
export interface SceneFacts {
  title: string;
  controls: Control[];
  values: Values;
}

/** Of the human study: the file of the answers, the words for 1, 2 and 3, the names of the blocks. */
export interface StudyFacts {
  file: string;
  confidence: string[];
  conditions: string[];
}

/** What a view of the human study knows from the beginning. */
export interface StudySceneFacts {
  title: string;
  values: Values;
  study: StudyFacts;
}

/** A view of a figure asks for the picture as it stands. */
export interface LookMessage {
  kind: "look";
  serial: number;
}

/** A control moved: the picture of these values is asked for. */
export interface ControlsMessage {
  kind: "controls";
  values: Values;
  serial: number;
}

/** A landscape is opened: the source of plotly.js is asked for. */
export interface AskPlotlyMessage {
  kind: "plotly";
}

/** Says nothing; js/view.js tells why it is sent. */
export interface ThanksMessage {
  kind: "thanks";
}

/** A picture and the values it was computed from. */
export interface PictureMessage {
  kind: "picture";
  serial: number;
  first?: boolean;
  milliseconds?: number;
  values: Values;
  picture: Encoded<Picture>;
}

/** The source of plotly.js, in the buffer. */
export interface PlotlyMessage {
  kind: "plotly";
}

/** What was asked for could not be computed. */
export interface ProblemMessage {
  kind: "problem";
  serial: number;
  text: string;
}

/** A view of the study asks for its trials. */
export interface AskTrialsMessage {
  kind: "look";
}

/** The answers that the browser has no receipt for. */
export interface AnswersMessage {
  kind: "answers";
  answers: Answer[];
}

/** All trials; `kept` are the places and choices of the answers that are in the file. */
export interface TrialsMessage {
  kind: "study";
  id: string;
  kept: [number, number][];
  trials: Encoded<Trial[]>;
}

/** The answers that are in the file. */
export interface ReceiptMessage {
  kind: "kept";
  id: string;
  kept: [number, number][];
}
