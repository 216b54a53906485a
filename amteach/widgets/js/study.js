// The human study: a welcome, thirty trials, a word after each block, the result. Answers wait here for their receipt.

import { decode, element, write } from "./base.js";
import { receipts } from "./receipts.js";
import { pushed, told, trialScreen } from "./trial.js";

const PATIENCE = 4000; // milliseconds without a receipt after which the reader is told
const WELCOME = [
  "A unit of a network answers strongly to some pictures and hardly to others. You will see nine pictures that leave a " +
    "unit cold on the left, nine that excite it on the right, and two digits in the middle: which of the two excites it too?",
  "First come three trials to practise, with the answer; then three blocks. In one of them there is nothing to go by, and " +
    "you guess. ↑ or ↓ chooses a digit; 1, 2 or 3 says how sure you are, and brings the next trial. There is no hurry.",
];

/** Put the study into `root`. `source`: title, study, send(message). Returns what to call with messages. */
export function study(root, { title, study: about, send }) {
  const keyboard = { tabindex: -1, "data-lm-suppress-shortcuts": "true" };
  const body = element("div", { class: "am-study", role: "group", "aria-label": "questions", ...keyboard });
  const note = element("p", { class: "am-note", role: "status", hidden: "" });
  const foot = element("p", { class: "am-summary", role: "status" });
  root.append(element("div", { class: "amteach", role: "group", "aria-label": title }, body, note, foot));
  let [trials, kept, mine] = [null, new Map(), null];
  let [asking, keys, since, patience] = [-1, {}, 0, 0];

  body.addEventListener("keydown", (event) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!plain || !keys[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  });

  /** A screen: what stands there, what the keys do, and, unless the reader is elsewhere, where the focus goes. */
  function show(nodes, actions = {}, focused = body) {
    body.replaceChildren(...nodes);
    keys = actions;
    focused?.focus({ preventScroll: true });
  }
  function page(lines, words, action, stay = false) {
    asking = -1;
    const go = action ? [pushed(words, action)] : [];
    show([...lines.map((line) => element("p", {}, line)), ...go], {}, stay ? null : (go[0] ?? body));
  }

  const choices = () => new Map([...mine.waiting().map((answer) => [answer.trial, answer.choice]), ...kept]);
  const next = () => trials.findIndex((_, i) => !choices().has(i));

  function welcome() {
    const first = next();
    if (first < 0) return result(true);
    page(WELCOME, first ? `Go on with trial ${first + 1} of ${trials.length}` : "Start", ask, true);
  }

  function ask() {
    asking = next();
    if (asking < 0) return result();
    const practice = trials[asking].block === "practice" ? " (practice)" : "";
    const heading = `Trial ${asking + 1} of ${trials.length}${practice}: which of the two excites the unit too?`;
    const { nodes, keys } = trialScreen(trials[asking], heading, about.confidence, answer);
    show(nodes, keys);
    since = performance.now();
  }

  function answer(choice, confidence) {
    const [place, trial] = [asking, trials[asking]];
    mine.put({ trial: place, choice, confidence, milliseconds: Math.round(performance.now() - since) });
    deliver();
    if (trial.block === "practice") return page([told(trial, choice)], "Next", ask);
    if (trials[place + 1]?.block === trial.block) return ask();
    page([`That was a block: ${score((other) => other.block === trial.block && !other.catch)} right.`], "Go on", ask);
  }

  function score(counts) {
    const answered = [...choices()].filter(([i]) => counts(trials[i]));
    return `${answered.filter(([i, choice]) => choice === trials[i].right).length} of ${answered.length}`;
  }

  function result(stay) {
    const blocks = about.conditions.map((name) => [name, score((t) => t.block === name && !t.catch)]);
    const said = blocks.map(([name, count]) => `${name === "none" ? "no" : name} references: ${count} right`);
    const caught = `catch trials: ${score((t) => t.catch)}`;
    page(["That was all. Thank you!", `${said.join(" · ")} · ${caught}`], "", null, stay);
  }

  /** Hand over what has no receipt yet; if none comes, or there is no kernel to send to, say so. */
  function deliver() {
    clearTimeout(patience);
    patience = setTimeout(account, PATIENCE);
    try {
      send({ kind: "answers", answers: mine.waiting() });
    } catch (problem) {
      console.warn(problem);
    }
  }
  function account(words = "") {
    const waiting = mine.waiting().length;
    const late = `No receipt from Python yet: ${waiting} answers wait in this browser. If it stays so, run the cell again.`;
    write(note, words || (waiting ? late : ""));
    note.hidden = !note.textContent;
    write(foot, `${kept.size} of ${trials.length} answers are in ${about.file}`);
  }

  /** All trials, once, or a receipt: the answers that are in the file. */
  function receive(message, buffer) {
    clearTimeout(patience);
    kept = new Map(message.kept);
    const first = !trials;
    if (first && message.kind === "study") {
      trials = decode(message.trials, buffer);
      mine = receipts(message.id);
    }
    if (!trials) return; // a receipt for another view, while this one is waiting for its trials
    mine.settle(kept);
    if (mine.waiting().length) deliver();
    account();
    if (first || kept.has(asking)) welcome();
  }

  show([element("p", {}, "Making the pictures …")], {}, null);
  send({ kind: "look" });
  return { receive, fail: ({ text }) => (trials ? account(text) : show([element("p", {}, text)], {}, null)) };
}
