// A window on the plane: a field, level curves, circles, points, trajectories, and a start that can be dragged.

import { bitmap, COLORMAPS, element, number, sharpCanvas } from "./base.js";

const BOX = { left: 46, top: 8, right: 8, bottom: 36 };
const DASHES = { solid: [], dashed: [7, 4], dotted: [2, 3] };

/** A panel of this size that draws a Plane; `move(control, [x, y])` is called while its handle is dragged; null where nothing moves. */
export function planePanel([WIDTH, HEIGHT], move) {
  const [canvas, context] = sharpCanvas(WIDTH, HEIGHT, "");
  const heading = element("div", { class: "am-heading" });
  const legend = element("div", { class: "am-legend", "aria-hidden": "true" });
  const frame = element("div", { class: "am-frame" }, canvas);
  const node = element("div", { class: "am-panel" }, heading, frame, legend);
  const handles = new Map();
  const inner = { width: WIDTH - BOX.left - BOX.right, height: HEIGHT - BOX.top - BOX.bottom };
  let panel;

  const toScreen = (x, y) => [
    BOX.left + ((x - panel.xlim[0]) / (panel.xlim[1] - panel.xlim[0])) * inner.width,
    BOX.top + ((panel.ylim[1] - y) / (panel.ylim[1] - panel.ylim[0])) * inner.height,
  ];
  const toPlane = (px, py) => {
    const u = Math.min(1, Math.max(0, (px - BOX.left) / inner.width));
    const v = Math.min(1, Math.max(0, (py - BOX.top) / inner.height));
    const [x0, x1] = panel.xlim;
    const [y0, y1] = panel.ylim;
    return [x0 + u * (x1 - x0), y1 - v * (y1 - y0)].map((c) => Math.round(c * 100) / 100);
  };

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
      context.drawImage(bitmap(z.data, h, w, COLORMAPS.viridis, true), BOX.left, BOX.top, inner.width, inner.height);
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
    Handle({ control, xy }) {
      if (!move) return;
      const [px, py] = toScreen(...xy);
      const handle = handles.get(control) ?? addHandle(control);
      handle.style.left = `${px}px`;
      handle.style.top = `${py}px`;
      const place = `x₁ = ${number(xy[0])}, x₂ = ${number(xy[1])}`;
      handle.setAttribute("aria-label", `${control}: ${place}; drag it, or move it with the arrow keys`);
      handle.title = `${control}: ${place}`;
      handle.at = xy;
    },
  };

  function disc([x, y], radius, color) {
    if (!Number.isFinite(x + y)) return;
    context.beginPath();
    context.arc(...toScreen(x, y), radius, 0, 2 * Math.PI);
    context.fillStyle = color;
    context.fill();
    if (radius > 3) outline("white", 1);
  }
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
  function cross([x, y], color) {
    const [px, py] = toScreen(x, y);
    context.beginPath();
    for (const s of [-1, 1]) {
      context.moveTo(px - 6, py - 6 * s);
      context.lineTo(px + 6, py + 6 * s);
    }
    outline(color, 2.5);
  }
  function outline(color, width) {
    context.strokeStyle = color;
    context.lineWidth = width;
    context.stroke();
  }

  function addHandle(control) {
    const handle = element("button", { class: "am-handle", type: "button" });
    const follow = (event) => {
      const box = canvas.getBoundingClientRect();
      const scale = WIDTH / box.width; // the page may be zoomed
      move(control, toPlane((event.clientX - box.left) * scale, (event.clientY - box.top) * scale));
    };
    handle.addEventListener("pointerdown", (event) => {
      handle.setPointerCapture(event.pointerId);
      handle.addEventListener("pointermove", follow);
    });
    for (const end of ["pointerup", "pointercancel"])
      handle.addEventListener(end, () => handle.removeEventListener("pointermove", follow));
    handle.addEventListener("keydown", (event) => {
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
      if (!way) return;
      event.preventDefault();
      event.stopPropagation();
      const length = event.shiftKey ? 1 : 0.1;
      const wanted = handle.at.map((c, i) => c + length * way[i]);
      handle.at = toPlane(...toScreen(...wanted));
      move(control, handle.at);
    });
    frame.append(handle);
    handles.set(control, handle);
    return handle;
  }

  function axes() {
    context.fillStyle = "#222";
    context.strokeStyle = "#222";
    context.lineWidth = 1;
    context.strokeRect(BOX.left, BOX.top, inner.width, inner.height);
    context.font = "12px sans-serif";
    context.textAlign = "center";
    for (const x of ticks(...panel.xlim)) context.fillText(number(x), toScreen(x, 0)[0], HEIGHT - BOX.bottom + 15);
    context.fillText(panel.xlabel, BOX.left + inner.width / 2, HEIGHT - 5);
    context.textAlign = "right";
    for (const y of ticks(...panel.ylim)) context.fillText(number(y), BOX.left - 4, toScreen(0, y)[1] + 4);
    context.save();
    context.translate(11, BOX.top + inner.height / 2);
    context.rotate(-Math.PI / 2);
    context.textAlign = "center";
    context.fillText(panel.ylabel, 0, 0);
    context.restore();
  }

  function draw(next, t) {
    panel = next;
    heading.textContent = panel.title;
    canvas.setAttribute("aria-label", panel.title);
    context.fillStyle = "white";
    context.fillRect(0, 0, WIDTH, HEIGHT);
    context.save();
    context.beginPath();
    context.rect(BOX.left, BOX.top, inner.width, inner.height);
    context.clip();
    for (const mark of panel.marks) marks[mark.kind](mark, t);
    context.restore();
    axes();
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
  else sign.textContent = kind === "Path" ? "★" : "✕";
  sign.style.color = color;
  return element("span", {}, sign, label);
}

/** Round numbers between low and high, about five of them. */
function ticks(low, high) {
  const rough = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough);
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => (first + i) * step);
}
