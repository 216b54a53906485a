// Bytes as the pixels of a picture.

import assert from "node:assert/strict";
import { test } from "node:test";
import { COLORMAPS, rgba } from "../../../amteach/widgets/js/colors.js";

/**
 * Red, green and blue of each pixel; all of them are opaque.
 *
 * @param {Uint8ClampedArray} pixels
 */
function colours(pixels) {
  assert.ok(pixels.every((value, i) => i % 4 !== 3 || value === 255));
  return Array.from({ length: pixels.length / 4 }, (_, i) => [...pixels.subarray(4 * i, 4 * i + 3)]);
}

test("grey bytes are grey pixels, row by row", () => {
  const pixels = rgba([0, 1, 2, 128, 254, 255], 2, 3, COLORMAPS.grey);
  assert.deepEqual(
    colours(pixels),
    [0, 1, 2, 128, 254, 255].map((v) => [v, v, v]),
  );
});

test("a field has its first row at the bottom", () => {
  const pixels = rgba([1, 2, 3, 4, 5, 6], 3, 2, COLORMAPS.grey, true);
  assert.deepEqual(
    colours(pixels).map(([red]) => red),
    [5, 6, 3, 4, 1, 2],
  );
});

test("a map has three bytes for each value", () => {
  const [lowest, middle, highest] = colours(rgba([0, 128, 255], 1, 3, COLORMAPS.signed));
  assert.ok(lowest[2] > lowest[0], "negative is blue");
  assert.ok(Math.min(...middle) > 240, "zero is white");
  assert.ok(highest[0] > highest[2], "positive is red");
});

test("without a map the bytes are colours themselves", () => {
  const bytes = [1, 2, 3, 40, 50, 60, 7, 8, 9, 100, 110, 120];
  assert.deepEqual(colours(rgba(bytes, 2, 2, null)), [
    [1, 2, 3],
    [40, 50, 60],
    [7, 8, 9],
    [100, 110, 120],
  ]);
});
