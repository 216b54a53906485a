// A point of the plane that is dragged: by mouse, by touch, or with the arrow keys.

import { element, number, write } from "./base.js";

/**
 * A handle for the control of this name. `view` says where a pixel is in the plane and how large the canvas is;
 * `move(point)` is called at every movement. `put(point)` sets it: it stands where the newest value is, even while
 * the picture of that value is still on its way.
 */
export function handle(control, view, canvas, move) {
  const node = element("button", { class: "am-handle", type: "button" });
  let at = [0, 0];

  function put(point) {
    at = point;
    const [px, py] = view.toScreen(...point);
    node.style.left = `${(100 * px) / view.outer[0]}%`;
    node.style.top = `${(100 * py) / view.outer[1]}%`;
    const place = `x₁ = ${number(point[0])}, x₂ = ${number(point[1])}`;
    write(node, `${control}: ${place}; drag it, or move it with the arrow keys`, "aria-label");
    write(node, `${control}: ${place}`, "title");
  }
  function go(px, py) {
    put(view.toPlane(px, py));
    move(at);
  }
  function follow(event) {
    const box = canvas.getBoundingClientRect();
    const scale = view.outer[0] / box.width; // the canvas may be shown smaller than it is drawn
    go((event.clientX - box.left) * scale, (event.clientY - box.top) * scale);
  }

  node.addEventListener("pointerdown", (event) => {
    node.setPointerCapture(event.pointerId);
    node.addEventListener("pointermove", follow);
  });
  for (const end of ["pointerup", "pointercancel"])
    node.addEventListener(end, () => node.removeEventListener("pointermove", follow));
  node.addEventListener("keydown", (event) => {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (!way) return;
    event.preventDefault();
    event.stopPropagation();
    const length = event.shiftKey ? 1 : 0.1;
    go(...view.toScreen(...at.map((c, i) => c + length * way[i])));
  });
  return { node, put };
}
