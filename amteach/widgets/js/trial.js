// One trial on the screen: nine pictures on either side, two in the middle to choose from, and how sure one is.

import { at } from "./arrays.js";
import { bitmap, COLORMAPS, rgba } from "./colors.js";
import { element, sharpCanvas } from "./elements.js";

/** @import { NDArray, Trial } from "./wire.d.ts" */
/** @typedef {Record<string, () => void>} Keys  what a key does */

const REFERENCE_SIDE = 78; // pixels
const QUERY_SIDE = 128;
const WHICH = ["upper", "lower"];

/**
 * A button with these words, or this picture, on it.
 *
 * @param {string | Node} content
 * @param {() => void} action
 */
export function pushButton(content, action) {
  return element("button", { type: "button", onclick: action }, content);
}

/**
 * The trial's nodes and what the keys do; `answer(choice, confidence)` is called once both are known.
 * ↑ and ↓ choose, and so does a click; 1, 2 and 3 say how sure, and so does a button.
 *
 * @param {Trial} trial
 * @param {string} heading
 * @param {string[]} confidence
 * @param {(choice: number, confidence: number) => void} answer
 */
export function trialScreen(trial, heading, confidence, answer) {
  /** @type {number | null} */
  let chosen = null;
  const sure = confidence.map((word, i) => pushButton(`${i + 1} ${word}`, () => decide(i + 1)));
  const queries = WHICH.map((which, i) => {
    const picture = digitCanvas(trial.queries, i, QUERY_SIDE, `the ${which} digit`);
    return pushButton(picture, () => choose(i));
  });

  /** @param {number | null} choice */
  function choose(choice) {
    chosen = choice;
    queries.forEach((node, i) => {
      node.setAttribute("aria-pressed", `${i === chosen}`);
    });
    for (const node of sure) node.disabled = chosen === null;
  }

  /** @param {number} confidence */
  function decide(confidence) {
    if (chosen !== null) answer(chosen, confidence);
  }

  choose(null);
  const middle = { class: "am-two", role: "group", "aria-label": "which of the two excites it?" };
  const below = { class: "am-sure", role: "group", "aria-label": "how sure are you?" };
  const nodes = [
    element("div", { class: "am-heading", role: "status" }, heading),
    element(
      "div",
      { class: "am-trial" },
      nineReferences(trial.minimal, "leave it cold"),
      element("div", middle, ...queries),
      nineReferences(trial.maximal, "excite it"),
    ),
    element("div", below, "↑ or ↓, and how sure?", ...sure),
  ];
  /** @type {Keys} */
  const keys = { ArrowUp: () => choose(0), ArrowDown: () => choose(1) };
  sure.forEach((node, i) => {
    keys[i + 1] = () => node.click(); // a disabled button does nothing
  });
  return { nodes, keys };
}

/**
 * What is said of the answer to a trial, after practice.
 *
 * @param {Pick<Trial, "right" | "values">} trial
 * @param {number} choice
 */
export function feedback({ right, values }, choice) {
  const [more, less] = [right, 1 - right].map((i) => values.data[i].toFixed(2).replace("-", "−"));
  const verdict = choice === right ? "Right" : "Not this time";
  return `${verdict}: the ${WHICH[right]} one excites the unit more, ${more} against ${less} before the ReLU.`;
}

/**
 * @param {NDArray} pictures
 * @param {string} words
 */
function nineReferences(pictures, words) {
  const count = pictures.shape[0];
  if (!count) return element("div", { class: "am-nothing" }, "no pictures here: guess");
  const label = (/** @type {number} */ i) => `${words}, ${i + 1} of ${count}`;
  const canvases = Array.from({ length: count }, (_, i) => digitCanvas(pictures, i, REFERENCE_SIDE, label(i)));
  return element("div", {}, element("div", {}, `these ${words}`), element("div", { class: "am-nine" }, ...canvases));
}

/**
 * @param {NDArray} pictures
 * @param {number} i
 * @param {number} side
 * @param {string} label
 */
function digitCanvas(pictures, i, side, label) {
  const [canvas, context] = sharpCanvas(side, side, label);
  const [, height, width] = pictures.shape;
  context.imageSmoothingEnabled = false;
  context.drawImage(bitmap(rgba(at(pictures, i), height, width, COLORMAPS.grey), width), 0, 0, side, side);
  return canvas;
}
