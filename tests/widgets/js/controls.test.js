// From the knob of a slider to its value and back.

import assert from "node:assert/strict";
import { test } from "node:test";
import { sliderScale } from "../../../amteach/widgets/js/controls.js";

const RATE = sliderScale({ low: 0.01, high: 3, step: 0, log: true });
const PENALTY = sliderScale({ low: 0, high: 2, step: 0.05, log: false });

test("a linear slider's knob is its value", () => {
  assert.deepEqual(PENALTY.range, { min: 0, max: 2, step: 0.05 });
  for (const value of [0, 0.05, 0.5, 2]) assert.equal(PENALTY.toValue(PENALTY.toKnob(value)), value);
});

test("a logarithmic one has a hundred steps from end to end", () => {
  assert.deepEqual(RATE.range, { min: 0, max: 100, step: 1 });
  assert.equal(RATE.toValue(0), 0.01);
  assert.equal(RATE.toValue(100), 3);
  assert.equal(RATE.toKnob(0.01), 0);
  assert.equal(RATE.toKnob(3), 100);
});

test("equal steps of the knob are equal factors, to three digits", () => {
  const factor = (3 / 0.01) ** (1 / 100);
  for (let knob = 0; knob < 100; knob++)
    assert.ok(Math.abs(RATE.toValue(knob + 1) / RATE.toValue(knob) / factor - 1) < 0.011);
});

test("value → knob → value is the value, as long as it has three digits", () => {
  for (const value of [0.01, 0.0123, 0.1, 0.2, 0.999, 1.23, 3]) assert.equal(RATE.toValue(RATE.toKnob(value)), value);
});

test("no value leaves the slider's range, though it is rounded", () => {
  const odd = sliderScale({ low: 0.012345, high: 98.7654, step: 0, log: true });
  assert.equal(odd.toValue(0), 0.012345);
  assert.equal(odd.toValue(100), 98.7654);
  assert.equal(PENALTY.toValue(2.0000001), 2);
  assert.equal(PENALTY.toValue(-1e-9), 0);
});
