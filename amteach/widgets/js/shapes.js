// What marks a place of the plane: a disc, a star, a cross, an arrow; as large on the screen whatever the window.

/** @import { Pair } from "./wire.d.ts" */

/**
 * The shapes, drawn into this context at places that toScreen turns into pixels.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {(x: number, y: number) => Pair} toScreen
 */
export function shapes(context, toScreen) {
  /**
   * @param {Pair} point
   * @param {number} radius
   * @param {string} color
   */
  function disc([x, y], radius, color) {
    if (!Number.isFinite(x + y)) return;
    context.beginPath();
    context.arc(...toScreen(x, y), radius, 0, 2 * Math.PI);
    context.fillStyle = color;
    context.fill();
    if (radius > 3) outline("white", 1);
  }

  /**
   * @param {Pair} point
   * @param {number} radius
   * @param {string} color
   */
  function star([x, y], radius, color) {
    if (!Number.isFinite(x + y)) return;
    const [px, py] = toScreen(x, y);
    context.beginPath();
    for (let i = 0; i < 10; i++) {
      const r = i % 2 ? radius * 0.42 : radius;
      const angle = (i * Math.PI) / 5 - Math.PI / 2;
      context.lineTo(px + r * Math.cos(angle), py + r * Math.sin(angle));
    }
    context.closePath();
    context.fillStyle = color;
    context.fill();
    outline("white", 1);
  }

  /**
   * @param {Pair} point
   * @param {string} color
   */
  function cross([x, y], color) {
    const [px, py] = toScreen(x, y);
    context.beginPath();
    for (const s of [-1, 1]) {
      context.moveTo(px - 6, py - 6 * s);
      context.lineTo(px + 6, py + 6 * s);
    }
    outline(color, 2.5);
  }

  /**
   * @param {Pair} tail
   * @param {Pair} head
   * @param {string} color
   */
  function arrow(tail, head, color) {
    if (![...tail, ...head].every(Number.isFinite)) return;
    const [px, py] = toScreen(...tail);
    const [qx, qy] = toScreen(...head);
    const angle = Math.atan2(qy - py, qx - px);
    const barb = Math.min(10, Math.hypot(qx - px, qy - py));
    context.beginPath();
    context.moveTo(px, py);
    context.lineTo(qx, qy);
    for (const side of [-0.5, 0.5]) {
      context.moveTo(qx, qy);
      context.lineTo(qx - barb * Math.cos(angle + side), qy - barb * Math.sin(angle + side));
    }
    outline(color, 3);
  }

  /**
   * @param {string} color
   * @param {number} width
   */
  function outline(color, width) {
    context.strokeStyle = color;
    context.lineWidth = width;
    context.stroke();
  }
  return { disc, star, cross, arrow };
}
