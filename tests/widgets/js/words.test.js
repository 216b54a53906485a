// The words in a figure: captions, readouts, scores.

import assert from "node:assert/strict";
import { test } from "node:test";
import { readoutText } from "../../../amteach/widgets/js/figure.js";
import { captionAt } from "../../../amteach/widgets/js/images.js";
import { resultText, score } from "../../../amteach/widgets/js/score.js";
import { feedback } from "../../../amteach/widgets/js/trial.js";

test("a caption for each picture, or one for each of its steps, the last of which stays", () => {
  const captions = ["seed 0", ["start", "step 1", "end"]];
  assert.deepEqual(
    [0, 1, 9].map((t) => captionAt(captions, 0, t)),
    ["seed 0", "seed 0", "seed 0"],
  );
  assert.deepEqual(
    [0, 1, 9].map((t) => captionAt(captions, 1, t)),
    ["start", "step 1", "end"],
  );
});

test("a picture without a caption has an empty one", () => {
  assert.equal(captionAt([], 0, 0), "");
  assert.equal(captionAt(["only one"], 1, 0), "");
});

test("a number, or a few in brackets, of the step that is shown", () => {
  const value = { label: "L", values: { shape: [2], data: new Float64Array([1.25, 1e-9]) } };
  assert.deepEqual(
    [0, 1, 5].map((t) => readoutText(value, t)),
    ["L = 1.25", "L = 1e-9", "L = 1e-9"],
  );
  const point = { label: "x", values: { shape: [2, 2], data: new Float64Array([3, -2, 0.5, Number.NaN]) } };
  assert.deepEqual(
    [0, 1].map((t) => readoutText(point, t)),
    ["x = (3, −2)", "x = (0.5, nan)"],
  );
});

/** @param {string} block @param {number} right @param {boolean} [catches] */
const trial = (block, right, catches = false) => ({ block, right, catch: catches });
const TRIALS = [
  trial("natural", 0),
  trial("natural", 1),
  trial("natural", 1, true),
  trial("none", 0),
  trial("none", 0),
];

test("only answered trials count, and only those that are asked for", () => {
  const choices = new Map([
    [0, 0],
    [1, 0],
    [2, 1],
    [3, 0],
  ]);
  assert.equal(
    score(TRIALS, choices, () => true),
    "3 of 4",
  );
  assert.equal(
    score(TRIALS, choices, (one) => one.block === "none"),
    "1 of 1",
  );
  assert.equal(
    score(TRIALS, new Map(), () => true),
    "0 of 0",
  );
});

test("the result counts catch trials by themselves", () => {
  const choices = new Map([
    [0, 0],
    [1, 0],
    [2, 1],
    [3, 0],
    [4, 1],
  ]);
  const words = "natural references: 1 of 2 right · no references: 1 of 2 right · catch trials: 1 of 1";
  assert.equal(resultText(TRIALS, choices, ["natural", "none"]), words);
});

test("after practice the reader hears which one it was and by how much", () => {
  const values = { shape: [2], data: new Float32Array([-0.5, 2.25]) };
  const fact = "the lower one excites the unit more, 2.25 against −0.50 before the ReLU.";
  assert.equal(feedback({ right: 1, values }, 1), `Right: ${fact}`);
  assert.equal(feedback({ right: 1, values }, 0), `Not this time: ${fact}`);
});
