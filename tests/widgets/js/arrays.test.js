// What is unpacked from the wire. That it is what Python packed is tested in tests/widgets/test_wire.py.

import assert from "node:assert/strict";
import { test } from "node:test";
import { at, decode } from "../../../amteach/widgets/js/arrays.js";

/** @param {unknown} tree */
const encoded = (tree) => /** @type {import("../../../amteach/widgets/js/wire.d.ts").Encoded<unknown>} */ (tree);

const BUFFER = new ArrayBuffer(32);
new Uint8Array(BUFFER, 0, 3).set([0, 128, 255]);
new Float32Array(BUFFER, 8, 2).set([1.5, -2]);
new Float64Array(BUFFER, 16, 2).set([1e300, 0.1]);

test("words, numbers and nothing come as they are", () => {
  const tree = { kind: "Plane", xlim: [0, 1], equal: true, rows: [], captions: [["a"], "b"], none: null };
  assert.deepEqual(decode(encoded(tree), BUFFER), tree);
});

test("arrays of each type, wherever they stand", () => {
  const tree = [
    { $: 0, shape: [1, 3], type: "u1" },
    { deep: [{ $: 8, shape: [2], type: "f4" }] },
    { $: 16, shape: [2, 1], type: "f8" },
    { $: 16, shape: [0, 28, 28], type: "u1" },
  ];
  assert.deepEqual(decode(encoded(tree), BUFFER), [
    { shape: [1, 3], data: new Uint8Array([0, 128, 255]) },
    { deep: [{ shape: [2], data: new Float32Array([1.5, -2]) }] },
    { shape: [2, 1], data: new Float64Array([1e300, 0.1]) },
    { shape: [0, 28, 28], data: new Uint8Array(0) },
  ]);
});

test("a row of an array, and the last one where the walk is longer than the array", () => {
  const array = { shape: [3, 2, 1], data: new Uint8Array([1, 2, 3, 4, 5, 6]) };
  const rows = [0, 1, 2, 7].map((t) => [...at(array, t)]);
  assert.deepEqual(rows, [
    [1, 2],
    [3, 4],
    [5, 6],
    [5, 6],
  ]);
  assert.deepEqual([...at({ shape: [2], data: new Float64Array([7, 8]) }, 1)], [8]);
});
