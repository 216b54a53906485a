// Arrays off the wire: what Python packed into one buffer, unpacked.

/** @import { Encoded, NDArray } from "./wire.d.ts" */

const KINDS = { u1: Uint8Array, f4: Float32Array, f8: Float64Array };

/**
 * What Python encoded: JSON in which {"$": offset, shape, type} stands for an array in the buffer.
 *
 * @template T
 * @param {Encoded<T>} tree
 * @param {ArrayBuffer} buffer
 * @returns {T}
 */
export function decode(tree, buffer) {
  return /** @type {T} */ (unpack(tree, buffer)); // that it is a T is the promise of wire.d.ts
}

/**
 * @param {unknown} node
 * @param {ArrayBuffer} buffer
 * @returns {unknown}
 */
function unpack(node, buffer) {
  if (Array.isArray(node)) return node.map((child) => unpack(child, buffer));
  if (node === null || typeof node !== "object") return node;
  if ("$" in node) return unpackArray(/** @type {Packed} */ (node), buffer);
  return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, unpack(child, buffer)]));
}

/** @typedef {{ $: number, shape: number[], type: keyof typeof KINDS }} Packed */

/**
 * @param {Packed} packed
 * @param {ArrayBuffer} buffer
 * @returns {NDArray}
 */
function unpackArray({ $: offset, shape, type }, buffer) {
  const size = shape.reduce((a, b) => a * b, 1);
  return { shape, data: new KINDS[type](buffer, offset, size) };
}

/**
 * Row t of an array whose first axis is time; the last row where the array is shorter.
 *
 * @param {NDArray} array
 * @param {number} t
 */
export function at(array, t) {
  const size = array.shape.slice(1).reduce((a, b) => a * b, 1);
  const row = Math.min(t, array.shape[0] - 1);
  return array.data.subarray(row * size, (row + 1) * size);
}
