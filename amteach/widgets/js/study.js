// The human study in the page: where its questions stand, what the keys do, and the messages to and from Python.

import { decode } from "./arrays.js";
import { element } from "./elements.js";
import { sitting } from "./sitting.js";

/** @import { Screen } from "./sitting.js" */
/** @import { Keys } from "./trial.js" */
/** @import { AnswersMessage, AskTrialsMessage, ProblemMessage } from "./wire.d.ts" */
/** @import { ReceiptMessage, StudyFacts, TrialsMessage } from "./wire.d.ts" */

/**
 * Put the study into `root`. Returns what to call with messages.
 *
 * @param {HTMLElement} root
 * @param {{ title: string, study: StudyFacts, send: (message: AskTrialsMessage | AnswersMessage) => void }} source
 */
export function study(root, { title, study: facts, send }) {
  const screen = screenIn(root, title);
  /** @type {ReturnType<typeof sitting> | null} */
  let current = null; // once the trials are there

  /**
   * All trials, or a receipt: the answers that are in the file.
   *
   * @param {TrialsMessage | ReceiptMessage} message
   * @param {ArrayBuffer} buffer
   */
  function receive(message, buffer) {
    const first = current === null;
    if (message.kind === "study") current ??= sitting(decode(message.trials, buffer), message.id, facts, screen, send);
    current?.receipt(message.kept, first); // a receipt before the trials is for another view
  }

  /** @param {Pick<ProblemMessage, "text">} message */
  function fail({ text }) {
    if (current) current.report(text);
    else screen.show([element("p", {}, text)], {}, null);
  }

  screen.show([element("p", {}, "Making the pictures …")], {}, null);
  send({ kind: "look" });
  return { receive, fail };
}

/**
 * The page of the study, still empty.
 *
 * @param {HTMLElement} root
 * @param {string} title
 * @returns {Screen}
 */
function screenIn(root, title) {
  const keyboard = { tabindex: -1, "data-lm-suppress-shortcuts": "true" };
  const body = element("div", { class: "am-study", role: "group", "aria-label": "questions", ...keyboard });
  const note = element("p", { class: "am-note", role: "status", hidden: "" });
  const foot = element("p", { class: "am-summary", role: "status" });
  root.append(element("div", { class: "amteach", role: "group", "aria-label": title }, body, note, foot));
  /** @type {Keys} */
  let keys = {};

  body.addEventListener("keydown", (event) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!plain || !keys[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  });

  /** @type {Screen["show"]} */
  function show(nodes, actions = {}, focused = body) {
    body.replaceChildren(...nodes);
    keys = actions;
    focused?.focus({ preventScroll: true });
  }
  return { show, body, note, foot };
}
