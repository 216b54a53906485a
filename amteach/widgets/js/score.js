// What was answered in the human study, counted.

/** @import { Trial } from "./wire.d.ts" */
/** @typedef {Pick<Trial, "block" | "catch" | "right">} Scored */

/**
 * How many of the answered trials that count are right: "7 of 10".
 *
 * @param {Scored[]} trials
 * @param {Map<number, number>} choices  from the place of a trial to what was chosen
 * @param {(trial: Scored) => boolean} counts
 */
export function score(trials, choices, counts) {
  const answered = [...choices].filter(([i]) => counts(trials[i]));
  return `${answered.filter(([i, choice]) => choice === trials[i].right).length} of ${answered.length}`;
}

/**
 * The result in words, block by block.
 *
 * @param {Scored[]} trials
 * @param {Map<number, number>} choices
 * @param {string[]} conditions  the names of the blocks
 */
export function resultText(trials, choices, conditions) {
  const blocks = conditions.map((name) => {
    const right = score(trials, choices, (trial) => trial.block === name && !trial.catch);
    return `${name === "none" ? "no" : name} references: ${right} right`;
  });
  return `${blocks.join(" · ")} · catch trials: ${score(trials, choices, (trial) => trial.catch)}`;
}
