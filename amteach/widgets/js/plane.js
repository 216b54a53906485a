// A window on the plane: a field, level curves, circles, points, arrows, trajectories, and a start that can be dragged.

import { axes } from "./axes.js";
import { bitmap, COLORMAPS, element, sharpCanvas, write } from "./base.js";
import { handle } from "./handle.js";
import { shapes } from "./shapes.js";

const DASHES = { solid: [], dashed: [7, 4], dotted: [2, 3] };

/** A panel that draws a Plane. `live`: change(control, point) and values() of the controls; null where nothing moves. */
export function planePanel(first, live) {
  const view = axes(first);
  const { box, toScreen } = view;
  const [canvas, context] = sharpCanvas(...view.outer, "");
  const { disc, star, cross, arrow } = shapes(context, toScreen);
  const heading = element("div", { class: "am-heading" });
  const legend = element("div", { class: "am-legend", "aria-hidden": "true" });
  const frame = element("div", { class: "am-frame" }, canvas);
  frame.style.width = `${view.outer[0]}px`;
  const node = element("div", { class: "am-panel" }, heading, frame, legend);
  const handles = {};

  function polyline(points, count, dash, color, width) {
    context.setLineDash(DASHES[dash]);
    context.strokeStyle = color;
    context.lineWidth = width;
    context.beginPath();
    let open = false;
    for (let i = 0; i < count; i++) {
      const [x, y] = points(i);
      if (Number.isFinite(x + y)) open ? context.lineTo(...toScreen(x, y)) : context.moveTo(...toScreen(x, y));
      open = Number.isFinite(x + y);
    }
    context.stroke();
    context.setLineDash([]);
  }

  const marks = {
    Field({ z }) {
      const [h, w] = z.shape;
      context.globalAlpha = 0.75;
      context.imageSmoothingEnabled = true;
      context.drawImage(bitmap(z.data, h, w, COLORMAPS.viridis, true), box.left, box.top, box.width, box.height);
      context.globalAlpha = 1;
    },
    Lines({ lines, color, dash, width }) {
      for (const { data, shape } of lines)
        polyline((i) => [data[2 * i], data[2 * i + 1]], shape[0], dash, color, width);
    },
    Path({ xy, color, width }, t) {
      const [time, batch] = xy.shape;
      const point = (i, row) => [xy.data[2 * (i * batch + row)], xy.data[2 * (i * batch + row) + 1]];
      const now = Math.min(t, time - 1);
      for (let row = 0; row < batch; row++) {
        context.globalAlpha = 0.25;
        polyline((i) => point(i, row), time, "solid", color, width);
        context.globalAlpha = 1;
        polyline((i) => point(i, row), now + 1, "solid", color, width);
        if (batch === 1 && now < 60) for (let i = 1; i < now; i++) disc(point(i, row), 2, color);
        disc(point(0, row), 4, color);
        star(point(now, row), 8, color);
      }
    },
    Points({ xy, color }) {
      for (let i = 0; i < xy.shape[0]; i++) cross([xy.data[2 * i], xy.data[2 * i + 1]], color);
    },
    Arrows({ ends, color }, t) {
      const n = ends.shape[1];
      const now = Math.min(t, ends.shape[0] - 1);
      for (let i = n * now; i < n * (now + 1); i++) arrow(ends.data.slice(4 * i, 4 * i + 4), color);
    },
    Handle({ control }) {
      if (!live) return;
      if (!handles[control]) {
        handles[control] = handle(control, view, canvas, (point) => live.change(control, point));
        frame.append(handles[control].node);
      }
      handles[control].put(live.values()[control]);
    },
  };

  function draw(panel, t) {
    view.look(panel);
    write(heading, panel.title);
    write(canvas, panel.title, "aria-label");
    context.fillStyle = "white";
    context.fillRect(0, 0, ...view.outer);
    context.save();
    context.beginPath();
    context.rect(box.left, box.top, box.width, box.height);
    context.clip();
    for (const mark of panel.marks) marks[mark.kind](mark, t);
    context.restore();
    view.draw(context, panel);
    const key = panel.marks.filter((mark) => mark.label).map((mark) => [mark.kind, mark.label, mark.color, mark.dash]);
    if (legend.key !== JSON.stringify(key)) {
      legend.key = JSON.stringify(key);
      legend.replaceChildren(...key.map((entry) => swatch(...entry)));
    }
  }
  return { node, draw };
}

function swatch(kind, label, color, dash) {
  const sign = element("span", { class: "am-swatch" });
  if (kind === "Lines") sign.style.borderTop = `3px ${dash} ${color}`;
  else sign.textContent = { Path: "★", Arrows: "➔" }[kind] ?? "✕";
  sign.style.color = color;
  return element("span", {}, sign, label);
}
