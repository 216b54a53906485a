// The marks of a plane, drawn as they stand at one step: a field, level curves, trajectories, points, arrows.

import { bitmap, COLORMAPS, rgba } from "./colors.js";
import { shapes } from "./shapes.js";

/** @import { Axes } from "./axes.js" */
/** @import { Arrows, Field, Lines, Mark, Pair, Path, Points } from "./wire.d.ts" */

/** @type {Record<string, number[]>} */
const DASHES = { solid: [], dashed: [7, 4], dotted: [2, 3] };

/**
 * A function that draws a mark into this context, as it stands at step t.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Pick<Axes, "box" | "toScreen">} view
 */
export function markPainter(context, { box, toScreen }) {
  const { disc, star, cross, arrow } = shapes(context, toScreen);

  /**
   * @param {(i: number) => Pair} point
   * @param {number} count
   * @param {{ dash?: string, color: string, width: number }} pen
   */
  function polyline(point, count, { dash = "solid", color, width }) {
    context.setLineDash(DASHES[dash]);
    context.strokeStyle = color;
    context.lineWidth = width;
    context.beginPath();
    let open = false;
    for (let i = 0; i < count; i++) {
      const [x, y] = point(i);
      const finite = Number.isFinite(x + y);
      if (finite && open) context.lineTo(...toScreen(x, y));
      if (finite && !open) context.moveTo(...toScreen(x, y));
      open = finite;
    }
    context.stroke();
    context.setLineDash([]);
  }

  /** @param {Field} mark */
  function drawField({ z }) {
    const [height, width] = z.shape;
    const pixels = rgba(z.data, height, width, COLORMAPS.viridis, true);
    context.globalAlpha = 0.75;
    context.imageSmoothingEnabled = true;
    context.drawImage(bitmap(pixels, width), box.left, box.top, box.width, box.height);
    context.globalAlpha = 1;
  }

  /** @param {Lines} mark */
  function drawLines({ lines, dash, color, width }) {
    for (const { data, shape } of lines)
      polyline((i) => [data[2 * i], data[2 * i + 1]], shape[0], { dash, color, width });
  }

  /**
   * @param {Path} mark
   * @param {number} t
   */
  function drawPath({ xy, color, width }, t) {
    const [time, batch] = xy.shape;
    const now = Math.min(t, time - 1);
    for (let row = 0; row < batch; row++) {
      /** @type {(i: number) => Pair} */
      const point = (i) => [xy.data[2 * (i * batch + row)], xy.data[2 * (i * batch + row) + 1]];
      context.globalAlpha = 0.25;
      polyline(point, time, { color, width });
      context.globalAlpha = 1;
      polyline(point, now + 1, { color, width });
      if (batch === 1 && now < 60) for (let i = 1; i < now; i++) disc(point(i), 2, color);
      disc(point(0), 4, color);
      star(point(now), 8, color);
    }
  }

  /** @param {Points} mark */
  function drawPoints({ xy, color }) {
    for (let i = 0; i < xy.shape[0]; i++) cross([xy.data[2 * i], xy.data[2 * i + 1]], color);
  }

  /**
   * @param {Arrows} mark
   * @param {number} t
   */
  function drawArrows({ ends, color }, t) {
    const [time, n] = ends.shape;
    const now = Math.min(t, time - 1);
    for (let i = n * now; i < n * (now + 1); i++) {
      const [x, y, u, v] = ends.data.subarray(4 * i, 4 * i + 4);
      arrow([x, y], [u, v], color);
    }
  }

  /**
   * @param {Exclude<Mark, { kind: "Handle" }>} mark
   * @param {number} t
   */
  return (mark, t) => {
    if (mark.kind === "Field") drawField(mark);
    else if (mark.kind === "Lines") drawLines(mark);
    else if (mark.kind === "Path") drawPath(mark, t);
    else if (mark.kind === "Points") drawPoints(mark);
    else drawArrows(mark, t);
  };
}
