// The window of a plane: there and back, and round numbers along its edges.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axes, ticks } from "../../../amteach/widgets/js/axes.js";

/** @type {{ size: [number, number], xlim: [number, number], ylim: [number, number], equal: boolean }} */
const PLANE = { size: [400, 390], xlim: [-4, 4], ylim: [-2, 6], equal: true };

test("a point comes back from its pixel to the hundredth", () => {
  const { toScreen, toPlane } = axes(PLANE);
  /** @type {[number, number][]} */
  const points = [
    [0, 0],
    [3.14, -1.23],
    [-2.07, 5.99],
    [0.01, 0.02],
  ];
  for (const point of points) assert.deepEqual(toPlane(...toScreen(...point)), point);
});

test("and no finer than to the hundredth", () => {
  const view = axes(PLANE);
  assert.deepEqual(view.toPlane(...view.toScreen(1.2349, -0.4951)), [1.23, -0.5]);
});

test("x grows to the right and y upwards, and the corners are those of the box", () => {
  const { box, toScreen } = axes(PLANE);
  assert.deepEqual(toScreen(-4, 6), [box.left, box.top]);
  assert.deepEqual(toScreen(4, -2), [box.left + box.width, box.top + box.height]);
});

test("a pixel outside of the box stands for the nearest point of the window", () => {
  const { toPlane } = axes(PLANE);
  assert.deepEqual(toPlane(-1000, -1000), [-4, 6]);
  assert.deepEqual(toPlane(1000, 1000), [4, -2]);
});

test("where lengths matter, a unit is as long upwards as sideways", () => {
  for (const ylim of /** @type {[number, number][]} */ ([
    [-2, 6],
    [0, 1],
    [-10, 10],
  ])) {
    const { box, outer } = axes({ ...PLANE, ylim });
    assert.ok(Math.abs(box.height / (ylim[1] - ylim[0]) - box.width / 8) <= 0.5 / (ylim[1] - ylim[0]));
    assert.equal(outer[0], PLANE.size[0]);
  }
});

test("where they do not, the panel has the size it was given", () => {
  assert.deepEqual(axes({ ...PLANE, ylim: [0, 1], equal: false }).outer, [400, 390]);
});

test("another window in the same frame", () => {
  const view = axes(PLANE);
  view.setWindow({ xlim: [0, 80], ylim: [0, 8] });
  assert.deepEqual(view.toScreen(0, 8), [view.box.left, view.box.top]);
  assert.deepEqual(view.toPlane(...view.toScreen(12.34, 5.67)), [12.34, 5.67]);
});

test("ticks are even, round, inside the window, and three to ten of them", () => {
  for (const low of [-40, -3.3, -0.07, 0, 0.001, 2, 77])
    for (const length of [0.003, 0.1, 0.7, 1, 4, 6, 8, 9.9, 20, 1234]) {
      const all = ticks(low, low + length);
      const step = all[1] - all[0];
      const slack = 1e-9 * (Math.abs(low) + length);
      assert.ok(all.length >= 2 && all.length <= 10, `${low}, ${length}: ${all}`);
      assert.ok(all[0] >= low - slack && all[0] < low + step + slack);
      assert.ok(all[all.length - 1] <= low + length + slack && all[all.length - 1] > low + length - step - slack);
      const leading = Number((step / 10 ** Math.floor(Math.log10(step) + 1e-6)).toFixed(4));
      assert.ok([1, 2, 5, 10].includes(leading), `${step} is round`);
      all.forEach((tick, i) => {
        assert.ok(Math.abs(tick / step - Math.round(tick / step)) < 1e-6);
        assert.ok(Math.abs(tick - all[0] - i * step) <= slack);
      });
    }
});

test("ticks of the windows that the course shows", () => {
  assert.deepEqual(ticks(-4, 4), [-4, -2, 0, 2, 4]);
  assert.deepEqual(ticks(0, 1), [0, 0.2, 0.4, 0.6000000000000001, 0.8, 1]);
});
