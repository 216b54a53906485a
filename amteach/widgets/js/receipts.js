// Answers on their way to a file: kept in the browser's storage, which a reload leaves as it is, until they are there.

/** @import { Answer } from "./wire.d.ts" */

/** @type {Record<string, Answer[]>} */
const elsewhere = {}; // where the browser's storage is forbidden, or full: lost with the page, as everything is then

/**
 * The answers of the study of this id that are in no file yet.
 *
 * @param {string} id
 */
export function receipts(id) {
  const key = `amteach ${id}`;

  /** @returns {Answer[]} */
  function waiting() {
    try {
      return elsewhere[key] ?? JSON.parse(localStorage.getItem(key) ?? "[]");
    } catch {
      return [];
    }
  }

  /** @param {Answer[]} answers */
  function keep(answers) {
    try {
      if (answers.length) localStorage.setItem(key, JSON.stringify(answers));
      else localStorage.removeItem(key);
      delete elsewhere[key];
    } catch {
      elsewhere[key] = answers;
    }
  }

  /**
   * One more answer; it replaces one to the same trial.
   *
   * @param {Answer} answer
   */
  function put(answer) {
    keep([...waiting().filter((other) => other.trial !== answer.trial), answer]);
  }

  /**
   * A receipt for these trials: they wait no more.
   *
   * @param {Map<number, number>} kept
   */
  function settle(kept) {
    keep(waiting().filter((answer) => !kept.has(answer.trial)));
  }

  return { waiting, put, settle };
}
