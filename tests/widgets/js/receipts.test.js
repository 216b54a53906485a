// Answers wait for their receipt, whatever the browser's storage does.

import assert from "node:assert/strict";
import { test } from "node:test";
import { receipts } from "../../../amteach/widgets/js/receipts.js";

/** @type {Map<string, string>} */
const kept = new Map();
const fails = (/** @type {string} */ name) => () => {
  throw new Error(name);
};
const STORAGE = {
  works: {
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => kept.set(key, value),
    removeItem: (/** @type {string} */ key) => kept.delete(key),
  },
  full: { getItem: () => null, setItem: fails("QuotaExceededError"), removeItem: () => {} },
  forbidden: { getItem: fails("SecurityError"), setItem: fails("SecurityError"), removeItem: fails("SecurityError") },
};

for (const [name, storage] of Object.entries(STORAGE))
  test(`storage that is ${name}`, () => {
    Object.defineProperty(globalThis, "localStorage", { value: storage, configurable: true });
    const mine = receipts(name);
    const waiting = () => mine.waiting().map((answer) => [answer.trial, answer.choice]);
    const put = (/** @type {number} */ trial, /** @type {number} */ choice) =>
      mine.put({ trial, choice, confidence: 1, milliseconds: 1 });
    assert.deepEqual(waiting(), []);
    put(0, 1);
    put(1, 0);
    assert.deepEqual(waiting(), [
      [0, 1],
      [1, 0],
    ]);
    put(1, 1);
    assert.deepEqual(
      waiting(),
      [
        [0, 1],
        [1, 1],
      ],
      "a second answer to a trial replaces the first",
    );
    mine.settle(new Map([[0, 1]]));
    assert.deepEqual(waiting(), [[1, 1]]);
    mine.settle(
      new Map([
        [0, 1],
        [1, 1],
      ]),
    );
    assert.deepEqual(waiting(), []);
    assert.deepEqual([...kept], [], "nothing stays in the storage");
  });

test("a reload finds the answers that wait, and those of another study stay with it", () => {
  Object.defineProperty(globalThis, "localStorage", { value: STORAGE.works, configurable: true });
  receipts("one").put({ trial: 3, choice: 0, confidence: 2, milliseconds: 900 });
  assert.deepEqual(receipts("one").waiting(), [{ trial: 3, choice: 0, confidence: 2, milliseconds: 900 }]);
  assert.deepEqual(receipts("two").waiting(), []);
});
