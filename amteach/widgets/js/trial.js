// One trial on the screen: nine pictures on either side, two in the middle to choose from, and how sure one is.

import { at, bitmap, COLORMAPS, element, sharpCanvas } from "./base.js";

const [SMALL, LARGE] = [78, 128]; // pixels
const WHICH = ["upper", "lower"];

/** A button with these words, or this picture, on it. */
export function pushed(content, action) {
  return element("button", { type: "button", onclick: action }, content);
}

/**
 * The trial's nodes and what the keys do; `answer(choice, confidence)` is called once both are known.
 * ↑ and ↓ choose, and so does a click; 1, 2 and 3 say how sure, and so does a button.
 */
export function trialScreen(trial, heading, confidence, answer) {
  let chosen = null;
  const sure = confidence.map((word, i) => pushed(`${i + 1} ${word}`, () => answer(chosen, i + 1)));
  const queries = WHICH.map((which, i) => pushed(drawn(trial.queries, i, LARGE, `the ${which} digit`), () => choose(i)));
  const mark = () => {
    queries.forEach((node, i) => node.setAttribute("aria-pressed", i === chosen));
    sure.forEach((node) => node.toggleAttribute("disabled", chosen === null));
  };
  const choose = (choice) => {
    chosen = choice;
    mark();
  };
  mark();
  const nodes = [
    element("div", { class: "am-heading", role: "status" }, heading),
    element(
      "div",
      { class: "am-trial" },
      nine(trial.minimal, "leave it cold"),
      element("div", { class: "am-two", role: "group", "aria-label": "which of the two excites it?" }, ...queries),
      nine(trial.maximal, "excite it"),
    ),
    element("div", { class: "am-sure", role: "group", "aria-label": "how sure are you?" }, "↑ or ↓, and how sure?", ...sure),
  ];
  const keys = { ArrowUp: () => choose(0), ArrowDown: () => choose(1) };
  sure.forEach((node, i) => (keys[i + 1] = () => node.click())); // a disabled button is deaf
  return { nodes, keys };
}

/** The answer to a trial, said after practice. */
export function told(trial, choice) {
  const [right, wrong] = [trial.right, 1 - trial.right].map((i) => trial.values.data[i].toFixed(2).replace("-", "−"));
  const verdict = choice === trial.right ? "Right" : "Not this time";
  return `${verdict}: the ${WHICH[trial.right]} one excites the unit more, ${right} against ${wrong} before the ReLU.`;
}

function nine(pictures, words) {
  const count = pictures.shape[0];
  if (!count) return element("div", { class: "am-nothing" }, "no pictures here: guess");
  const canvases = Array.from({ length: count }, (_, i) => drawn(pictures, i, SMALL, `${words}, ${i + 1} of ${count}`));
  return element("div", {}, element("div", {}, `these ${words}`), element("div", { class: "am-nine" }, ...canvases));
}

function drawn(pictures, i, side, label) {
  const [canvas, context] = sharpCanvas(side, side, label);
  const [, height, width] = pictures.shape;
  context.imageSmoothingEnabled = false;
  context.drawImage(bitmap(at(pictures, i), height, width, COLORMAPS.grey), 0, 0, side, side);
  return canvas;
}
