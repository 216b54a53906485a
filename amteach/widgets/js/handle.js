// A point of the plane that is dragged: by mouse, by touch, or with the arrow keys.

import { element, write } from "./elements.js";
import { number } from "./numerals.js";

/** @import { Axes } from "./axes.js" */
/** @import { Pair } from "./wire.d.ts" */

/** @type {Record<string, Pair>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/**
 * A handle for the control of this name. `view` says where a pixel is in the plane and how large the canvas is;
 * `move(point)` is called at every movement. `put(point)` sets it: it stands where the newest value is, even while
 * the picture of that value is still on its way.
 *
 * @param {string} control
 * @param {Pick<Axes, "toScreen" | "toPlane" | "outer">} view
 * @param {HTMLCanvasElement} canvas
 * @param {(point: Pair) => void} move
 */
export function handle(control, view, canvas, move) {
  const node = element("button", { class: "am-handle", type: "button" });
  /** @type {Pair} */
  let at = [0, 0];

  /** @param {Pair} point */
  function put(point) {
    at = point;
    const [px, py] = view.toScreen(...point);
    node.style.left = `${(100 * px) / view.outer[0]}%`;
    node.style.top = `${(100 * py) / view.outer[1]}%`;
    const place = `x₁ = ${number(point[0])}, x₂ = ${number(point[1])}`;
    write(node, `${control}: ${place}; drag it, or move it with the arrow keys`, "aria-label");
    write(node, `${control}: ${place}`, "title");
  }

  /**
   * @param {number} px
   * @param {number} py
   */
  function go(px, py) {
    put(view.toPlane(px, py));
    move(at);
  }

  /** @param {PointerEvent} event */
  function follow(event) {
    const box = canvas.getBoundingClientRect();
    const scale = view.outer[0] / box.width; // the canvas may be shown smaller than it is drawn
    go((event.clientX - box.left) * scale, (event.clientY - box.top) * scale);
  }

  node.addEventListener("pointerdown", (event) => {
    node.setPointerCapture(event.pointerId);
    node.addEventListener("pointermove", follow);
  });
  const release = () => node.removeEventListener("pointermove", follow);
  node.addEventListener("pointerup", release);
  node.addEventListener("pointercancel", release);
  node.addEventListener("keydown", (event) => {
    const way = ARROWS[event.key];
    if (!way) return;
    event.preventDefault();
    event.stopPropagation();
    const length = event.shiftKey ? 1 : 0.1;
    go(...view.toScreen(at[0] + length * way[0], at[1] + length * way[1]));
  });
  return { node, put };
}
