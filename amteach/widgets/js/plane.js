// A window on the plane: a frame with numbers, the marks in it, their legend, and a start that can be dragged.

import { axes } from "./axes.js";
import { element, sharpCanvas, write } from "./elements.js";
import { handle } from "./handle.js";
import { markPainter } from "./marks.js";

/** @import { Change } from "./controls.js" */
/** @typedef {{ change: Change, values: () => Values }} Live  the controls of a figure that can be moved */
/** @import { Handle, Mark, Pair, Plane, Values } from "./wire.d.ts" */

/** @type {Record<string, string>} */
const SIGNS = { Path: "★", Arrows: "➔" };

/**
 * A panel that draws a Plane.
 *
 * @param {Plane} first
 * @param {Live | null} live  the controls; null where nothing moves
 */
export function planePanel(first, live) {
  const view = axes(first);
  const { box } = view;
  const [canvas, context] = sharpCanvas(...view.outer, "");
  const drawMark = markPainter(context, view);
  const heading = element("div", { class: "am-heading" });
  const legend = element("div", { class: "am-legend", "aria-hidden": "true" });
  const frame = element("div", { class: "am-frame" }, canvas);
  frame.style.width = `${view.outer[0]}px`;
  const node = element("div", { class: "am-panel" }, heading, frame, legend);
  /** @type {Record<string, ReturnType<typeof handle>>} */
  const handles = {};
  let legendShown = "";

  /** @param {Handle} mark */
  function putHandle({ control }) {
    if (!live) return;
    if (!handles[control]) {
      handles[control] = handle(control, view, canvas, (point) => live.change(control, point));
      frame.append(handles[control].node);
    }
    handles[control].put(/** @type {Pair} */ (live.values()[control])); // a Handle names a Point among the controls
  }

  /** @param {Mark[]} marks */
  function drawLegend(marks) {
    const labelled = marks.filter((mark) => "label" in mark).filter((mark) => mark.label);
    const dash = (/** @type {Mark} */ mark) => (mark.kind === "Lines" ? mark.dash : "");
    const wanted = JSON.stringify(labelled.map((mark) => [mark.kind, mark.label, mark.color, dash(mark)]));
    if (wanted === legendShown) return;
    legendShown = wanted;
    legend.replaceChildren(...labelled.map(swatch));
  }

  /**
   * @param {Plane} panel
   * @param {number} t
   */
  function draw(panel, t) {
    view.setWindow(panel);
    write(heading, panel.title);
    write(canvas, panel.title, "aria-label");
    context.fillStyle = "white";
    context.fillRect(0, 0, ...view.outer);
    context.save();
    context.beginPath();
    context.rect(box.left, box.top, box.width, box.height);
    context.clip();
    for (const mark of panel.marks) {
      if (mark.kind === "Handle") putHandle(mark);
      else drawMark(mark, t);
    }
    context.restore();
    view.draw(context, panel);
    drawLegend(panel.marks);
  }
  return { node, draw };
}

/**
 * The entry of a mark in the legend.
 *
 * @param {Extract<Mark, { label: string }>} mark
 */
function swatch(mark) {
  const sign = element("span", { class: "am-swatch" });
  if (mark.kind === "Lines") sign.style.borderTop = `3px ${mark.dash} ${mark.color}`;
  else sign.textContent = SIGNS[mark.kind] ?? "✕";
  sign.style.color = mark.color;
  return element("span", {}, sign, mark.label);
}
