// The newest picture wins, few requests are on their way, and the last values are always asked for.

import assert from "node:assert/strict";
import { test } from "node:test";
import { requests } from "../../../amteach/widgets/js/requests.js";

/** A queue whose messages are caught, and a way to answer them. */
function caught() {
  /** @type {Parameters<Parameters<typeof requests>[0]>[0][]} */
  const sent = [];
  /** @type {number[]} */
  const drawn = [];
  /** @type {boolean[]} */
  const settled = [];
  const queue = requests((message) => sent.push(message));

  /**
   * @param {number} serial
   * @param {{ first?: boolean, milliseconds?: number }} [about]
   */
  function answer(serial, about = { first: true, milliseconds: 1 }) {
    queue.arrived({ serial, ...about }, (calm) => {
      drawn.push(serial);
      settled.push(calm);
    });
  }
  /** The values that were asked for. */
  const asked = () => sent.map((message) => (message.kind === "controls" ? message.values.x : message.kind));
  return { queue, sent, drawn, settled, answer, asked };
}

test("three requests fly, and of the values that wait only the newest are asked for", () => {
  const { queue, sent, answer, asked } = caught();
  for (const x of [1, 2, 3, 4, 5, 6]) queue.ask({ x });
  assert.deepEqual(asked(), [1, 2, 3]);
  answer(sent[0].serial);
  assert.deepEqual(asked(), [1, 2, 3, 6]);
  for (const { serial } of sent.slice(1)) answer(serial);
  assert.deepEqual(asked(), [1, 2, 3, 6], "nothing is asked for twice");
});

test("an old picture does not overwrite a newer one, but makes room for the next request", () => {
  const { queue, sent, drawn, answer, asked } = caught();
  for (const x of [1, 2, 3, 4]) queue.ask({ x });
  const [first, second, third] = sent.map((message) => message.serial);
  answer(second);
  answer(first);
  answer(third);
  assert.deepEqual(drawn, [second, third]);
  assert.deepEqual(asked(), [1, 2, 3, 4]);
});

test("the pictures of one walk share a number, and each is drawn", () => {
  const { queue, sent, drawn, answer } = caught();
  queue.ask({ x: 1 });
  const [{ serial }] = sent;
  answer(serial);
  answer(serial, { first: false });
  answer(serial, { first: false });
  assert.deepEqual(drawn, [serial, serial, serial]);
});

test("where Python is slow one request flies, and three again once it is fast", () => {
  const { queue, sent, answer, asked } = caught();
  queue.ask({ x: 1 });
  answer(sent[0].serial, { first: true, milliseconds: 41 });
  for (const x of [2, 3, 4]) queue.ask({ x });
  assert.deepEqual(asked(), [1, 2]);
  answer(sent[1].serial, { first: false, milliseconds: 0 });
  assert.deepEqual(asked(), [1, 2, 4], "only the first picture of a request says how long Python took");
  for (const x of [5, 6]) queue.ask({ x });
  assert.deepEqual(asked(), [1, 2, 4]);
  answer(sent[2].serial, { first: true, milliseconds: 40 });
  for (const x of [7, 8, 9]) queue.ask({ x });
  assert.deepEqual(asked(), [1, 2, 4, 6, 7, 8]);
});

test("a request that failed makes room for the next", () => {
  const { queue, sent, asked } = caught();
  for (const x of [1, 2, 3, 4]) queue.ask({ x });
  queue.failed(sent[2].serial);
  assert.deepEqual(asked(), [1, 2, 3, 4]);
});

test("numbers grow while the clock stands, and with it from one view of a figure to the next", (context) => {
  context.mock.timers.enable({ apis: ["Date"], now: 1000 });
  const { queue, sent } = caught();
  queue.look();
  for (const x of [1, 2]) queue.ask({ x });
  context.mock.timers.setTime(5000);
  const later = caught();
  later.queue.look();
  const numbers = sent.map((message) => message.serial);
  assert.deepEqual(numbers, [1000, 1001, 1002]);
  assert.deepEqual(later.sent, [{ kind: "look", serial: 5000 }]);
});

test("the values of another view are taken over only when nothing of our own is under way", () => {
  const { queue, sent, drawn, settled, answer } = caught();
  for (const x of [1, 2, 3, 4]) queue.ask({ x });
  for (const i of [0, 1, 2, 3]) answer(sent[i].serial);
  assert.deepEqual(settled, [false, false, false, true]);
  const others = sent[3].serial + 1000;
  answer(others);
  assert.equal(drawn.at(-1), others);
  assert.equal(settled.at(-1), true);
});

test("nor while values wait for room, as they do where Python is slow", () => {
  const { queue, sent, settled, answer } = caught();
  const slow = { first: true, milliseconds: 500 };
  queue.ask({ x: 1 });
  answer(sent[0].serial, slow);
  for (const x of [2, 3]) queue.ask({ x });
  answer(sent[1].serial, slow);
  answer(sent[2].serial, slow);
  assert.deepEqual(settled, [true, false, true]);
});

test("in whatever order answers come, at most three are awaited and the last values are drawn last", () => {
  let seed = 1;
  /** @param {number} n */
  const below = (n) => {
    seed = (seed * 48271) % 2147483647;
    return seed % n;
  };
  for (let run = 0; run < 200; run++) {
    const { queue, sent, drawn, answer } = caught();
    let asked = 0;
    /** @type {number[]} */
    const open = []; // the numbers of the requests without an answer
    let seen = 0;
    const look = () => {
      for (; seen < sent.length; seen++) open.push(sent[seen].serial);
      assert.ok(open.length <= 3);
    };
    while (asked < 20 || open.length) {
      if (asked < 20 && below(2)) queue.ask({ x: ++asked });
      look();
      if (open.length && below(2)) answer(open.splice(below(open.length), 1)[0]);
      look();
    }
    const inOrder = drawn.toSorted((a, b) => a - b);
    assert.deepEqual(drawn, inOrder);
    assert.equal(drawn.at(-1), sent.at(-1)?.serial);
    assert.deepEqual(sent.at(-1), { kind: "controls", values: { x: 20 }, serial: sent.at(-1)?.serial });
  }
});
