// The window of a plane on its canvas: from coordinates to pixels and back, and the frame with its numbers.

import { number } from "./numerals.js";

/** @import { Pair, Plane } from "./wire.d.ts" */
/** @typedef {ReturnType<typeof axes>} Axes */

const MARGIN = { left: 46, top: 8, right: 8, bottom: 36 };

/**
 * The frame of a Plane. Where `equal` is set, a unit is as long upwards as sideways, and the height follows from it.
 *
 * @param {Pick<Plane, "size" | "xlim" | "ylim" | "equal">} plane
 */
export function axes({ size, xlim, ylim, equal }) {
  const width = size[0] - MARGIN.left - MARGIN.right;
  const height = equal
    ? Math.round((width * (ylim[1] - ylim[0])) / (xlim[1] - xlim[0]))
    : size[1] - MARGIN.top - MARGIN.bottom;
  const box = { left: MARGIN.left, top: MARGIN.top, width, height };
  /** @type {Pair} */
  const outer = [size[0], height + MARGIN.top + MARGIN.bottom];
  let [x0, x1] = xlim;
  let [y0, y1] = ylim;

  /**
   * From now on show this window, in the same frame.
   *
   * @param {Pick<Plane, "xlim" | "ylim">} plane
   */
  function setWindow({ xlim, ylim }) {
    [x0, x1] = xlim;
    [y0, y1] = ylim;
  }

  /**
   * The pixel of a point.
   *
   * @param {number} x
   * @param {number} y
   * @returns {Pair}
   */
  function toScreen(x, y) {
    return [box.left + ((x - x0) / (x1 - x0)) * width, box.top + ((y1 - y) / (y1 - y0)) * height];
  }

  /**
   * The point of the window nearest to a pixel, rounded to hundredths.
   *
   * @param {number} px
   * @param {number} py
   * @returns {Pair}
   */
  function toPlane(px, py) {
    const u = Math.min(1, Math.max(0, (px - box.left) / width));
    const v = Math.min(1, Math.max(0, (py - box.top) / height));
    return [hundredths(x0 + u * (x1 - x0)), hundredths(y1 - v * (y1 - y0))];
  }

  /**
   * The frame, its numbers and its words.
   *
   * @param {CanvasRenderingContext2D} context
   * @param {Pick<Plane, "xlabel" | "ylabel">} plane
   */
  function draw(context, { xlabel, ylabel }) {
    context.fillStyle = "#222";
    context.strokeStyle = "#222";
    context.lineWidth = 1;
    context.strokeRect(box.left, box.top, width, height);
    context.font = "12px sans-serif";
    context.textAlign = "center";
    for (const x of ticks(x0, x1)) context.fillText(number(x), toScreen(x, y0)[0], box.top + height + 15);
    context.fillText(xlabel, box.left + width / 2, outer[1] - 5);
    context.textAlign = "right";
    for (const y of ticks(y0, y1)) context.fillText(number(y), box.left - 4, toScreen(x0, y)[1] + 4);
    context.save();
    context.translate(11, box.top + height / 2);
    context.rotate(-Math.PI / 2);
    context.textAlign = "center";
    context.fillText(ylabel, 0, 0);
    context.restore();
  }
  return { box, outer, setWindow, toScreen, toPlane, draw };
}

/** @param {number} value */
function hundredths(value) {
  return Math.round(value * 100) / 100;
}

/**
 * Round numbers between low and high, about five of them.
 *
 * @param {number} low
 * @param {number} high
 */
export function ticks(low, high) {
  const rough = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5].map((m) => m * power).find((s) => s >= rough) ?? 10 * power;
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => (first + i) * step);
}
