// One participant's way through the trials: a welcome, thirty questions, a word after each block, the result.

import { element, write } from "./elements.js";
import { receipts } from "./receipts.js";
import { resultText, score } from "./score.js";
import { feedback, pushButton, trialScreen } from "./trial.js";

/** @import { Keys } from "./trial.js" */
/** @import { AnswersMessage, StudyFacts, Trial } from "./wire.d.ts" */

/**
 * @typedef {object} Screen
 * @property {(nodes: HTMLElement[], keys?: Keys, focus?: HTMLElement | null) => void} show
 * @property {HTMLElement} body  what holds the focus unless a page says otherwise
 * @property {HTMLElement} note  what the reader must be told
 * @property {HTMLElement} foot  what is in the file
 */

const PATIENCE = 4000; // milliseconds without a receipt after which the reader is told
const WELCOME = [
  "A unit of a network answers strongly to some pictures and hardly to others. You will see nine pictures that leave a " +
    "unit cold on the left, nine that excite it on the right, and two digits in the middle: which of the two excites it too?",
  "First come three trials to practise, with the answer; then three blocks. In one of them there is nothing to go by, and " +
    "you guess. ↑ or ↓ chooses a digit; 1, 2 or 3 says how sure you are, and brings the next trial. There is no hurry.",
];

/**
 * The questions on this screen, from the first one without an answer. `receipt` takes the answers that are in the file,
 * `report` tells the reader something.
 *
 * @param {Trial[]} trials
 * @param {string} id  what tells these trials from others
 * @param {StudyFacts} facts
 * @param {Screen} screen
 * @param {(message: AnswersMessage) => void} send
 */
export function sitting(trials, id, facts, screen, send) {
  const mine = receipts(id);
  /** @type {Map<number, number>} */
  let kept = new Map(); // from the place of a trial to the choice that is in the file
  let asking = -1; // the place of the trial on the screen
  let since = 0; // when it came there
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let patience;

  /** @returns {Map<number, number>} */
  function choices() {
    return new Map([...mine.waiting().map(({ trial, choice }) => /** @type {const} */ ([trial, choice])), ...kept]);
  }

  function firstOpen() {
    const answered = choices();
    return trials.findIndex((_, i) => !answered.has(i));
  }

  /**
   * @param {string[]} lines
   * @param {HTMLButtonElement | null} button
   * @param {boolean} [stay]  leave the focus where the reader is
   */
  function page(lines, button, stay = false) {
    asking = -1;
    const nodes = lines.map((line) => element("p", {}, line));
    screen.show(button ? [...nodes, button] : nodes, {}, stay ? null : (button ?? screen.body));
  }

  function welcome() {
    const first = firstOpen();
    if (first < 0) return result(true);
    const words = first ? `Go on with trial ${first + 1} of ${trials.length}` : "Start";
    page(WELCOME, pushButton(words, ask), true);
  }

  function ask() {
    asking = firstOpen();
    if (asking < 0) return result();
    const practice = trials[asking].block === "practice" ? " (practice)" : "";
    const heading = `Trial ${asking + 1} of ${trials.length}${practice}: which of the two excites the unit too?`;
    const { nodes, keys } = trialScreen(trials[asking], heading, facts.confidence, answer);
    screen.show(nodes, keys);
    since = performance.now();
  }

  /**
   * @param {number} choice
   * @param {number} confidence
   */
  function answer(choice, confidence) {
    const trial = trials[asking];
    const following = trials[asking + 1];
    mine.put({ trial: asking, choice, confidence, milliseconds: Math.round(performance.now() - since) });
    deliver();
    if (trial.block === "practice") return page([feedback(trial, choice)], pushButton("Next", ask));
    if (following?.block === trial.block) return ask();
    const right = score(trials, choices(), (other) => other.block === trial.block && !other.catch);
    page([`That was a block: ${right} right.`], pushButton("Go on", ask));
  }

  /** @param {boolean} [stay] */
  function result(stay) {
    page(["That was all. Thank you!", resultText(trials, choices(), facts.conditions)], null, stay);
  }

  /** Hand over what has no receipt yet; if none comes, or there is no kernel to send to, say so. */
  function deliver() {
    clearTimeout(patience);
    patience = setTimeout(report, PATIENCE);
    try {
      send({ kind: "answers", answers: mine.waiting() });
    } catch (problem) {
      console.warn(problem);
    }
  }

  /** @param {string} [words] */
  function report(words = "") {
    const waiting = mine.waiting().length;
    const late = `No receipt from Python yet: ${waiting} answers wait in this browser. If it stays so, run the cell again.`;
    write(screen.note, words || (waiting ? late : ""));
    screen.note.hidden = !screen.note.textContent;
    write(screen.foot, `${kept.size} of ${trials.length} answers are in ${facts.file}`);
  }

  /**
   * @param {[number, number][]} answers  trial and choice of each that is in the file
   * @param {boolean} first
   */
  function receipt(answers, first) {
    clearTimeout(patience);
    kept = new Map(answers);
    mine.settle(kept);
    if (mine.waiting().length) deliver();
    report();
    if (first || kept.has(asking)) welcome();
  }

  return { receipt, report };
}
