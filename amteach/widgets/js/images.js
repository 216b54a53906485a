// Pictures in rows, grey, signed or in colour, with their captions; and the bars of the probabilities.

import { at, bitmap, COLORMAPS, element, sharpCanvas, write } from "./base.js";

/** A panel that draws Images: a gallery, each picture as many screen pixels as fit. */
export function imagesPanel() {
  const heading = element("div", { class: "am-heading" });
  const gallery = element("div", { class: "am-gallery" });
  const node = element("div", { class: "am-panel" }, heading, gallery);
  let cells = [];
  let shape = "";

  function layOut(panel) {
    const [, count, height, width] = panel.pixels.shape;
    const rows = Math.ceil(count / panel.columns);
    const side = Math.max(44, Math.min(210, Math.floor(760 / panel.columns), Math.floor(420 / rows)));
    const columns = `repeat(${panel.columns}, minmax(0, ${side}px))`; // narrower where there is less room
    gallery.style.gridTemplateColumns = panel.rows.length ? `auto ${columns}` : columns;
    cells = Array.from({ length: count }, () => {
      const [canvas, context] = sharpCanvas(side, Math.round((side * height) / width), "");
      const caption = element("figcaption");
      return { canvas, context, caption, side, figure: element("figure", { class: "am-image" }, canvas, caption) };
    });
    const nodes = cells.map((cell) => cell.figure);
    panel.rows.forEach((row, i) => nodes.splice(i * (panel.columns + 1), 0, element("span", { class: "am-row" }, row)));
    gallery.replaceChildren(...nodes);
  }

  function draw(panel, t) {
    const [, count, height, width, channels = 1] = panel.pixels.shape;
    const wanted = `${count} ${height} ${width} ${panel.columns}`;
    if (shape !== wanted) layOut(panel);
    shape = wanted;
    write(heading, panel.title);
    const pixels = at(panel.pixels, t);
    const map = panel.signed ? COLORMAPS.signed : COLORMAPS.grey;
    cells.forEach(({ canvas, context, caption, side }, i) => {
      const size = height * width * channels;
      const values = pixels.subarray(i * size, (i + 1) * size);
      context.imageSmoothingEnabled = width > side; // a picture that is made smaller; enlarged pixels stay squares
      const shown = bitmap(values, height, width, channels === 3 ? null : map);
      context.drawImage(shown, 0, 0, side, Math.round((side * height) / width));
      const text = captionAt(panel.captions, i, t);
      write(caption, text);
      write(canvas, `${panel.title} ${text}`, "aria-label");
    });
  }
  return { node, draw };
}

/** Captions are one for each picture, or, for each picture, one for each step. */
function captionAt(captions, i, t) {
  const caption = captions[i] ?? "";
  return Array.isArray(caption) ? caption[Math.min(t, caption.length - 1)] : caption;
}

/** A panel that draws Bars: one for each class, the chosen one hatched, its value beside it. */
export function barsPanel() {
  const heading = element("div", { class: "am-heading" });
  const table = element("div", { class: "am-bars", role: "img" });
  const node = element("div", { class: "am-panel" }, heading, table);
  let rows = [];

  function draw(panel, t) {
    write(heading, panel.title);
    const values = at(panel.values, t);
    if (rows.length !== values.length) {
      rows = Array.from(values, () => {
        const [label, bar, value] = [element("span"), element("i"), element("span")];
        table.append(label, element("span", { class: "am-bar" }, bar), value);
        return { label, bar, value };
      });
    }
    rows.forEach(({ label, bar, value }, i) => {
      write(label, panel.labels[i]);
      bar.style.width = `${100 * values[i]}%`;
      write(bar, i === panel.chosen ? "am-chosen" : "", "class");
      write(value, values[i].toFixed(4));
    });
    const top = values.indexOf(Math.max(...values));
    write(table, `${panel.title}: largest is ${panel.labels[top]} with ${values[top].toFixed(4)}`, "aria-label");
  }
  return { node, draw };
}
