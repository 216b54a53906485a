// Pictures in rows, grey, signed or in colour, with their captions.

import { at } from "./arrays.js";
import { bitmap, COLORMAPS, rgba } from "./colors.js";
import { element, sharpCanvas, write } from "./elements.js";

/** @import { Images } from "./wire.d.ts" */

/** A panel that draws Images: a gallery, each picture as many screen pixels as fit. */
export function imagesPanel() {
  const heading = element("div", { class: "am-heading" });
  const gallery = element("div", { class: "am-gallery" });
  const node = element("div", { class: "am-panel" }, heading, gallery);
  /** @type {ReturnType<typeof imageCell>[]} */
  let cells = [];
  let layoutShown = "";

  /** @param {Images} panel */
  function layOut(panel) {
    const [, count, height, width] = panel.pixels.shape;
    const rows = Math.ceil(count / panel.columns);
    const side = Math.max(44, Math.min(210, Math.floor(760 / panel.columns), Math.floor(420 / rows)));
    const columns = `repeat(${panel.columns}, minmax(0, ${side}px))`; // narrower where there is less room
    gallery.style.gridTemplateColumns = panel.rows.length ? `auto ${columns}` : columns;
    cells = Array.from({ length: count }, () => imageCell(side, Math.round((side * height) / width)));
    /** @type {HTMLElement[]} */
    const nodes = cells.map((cell) => cell.figure);
    panel.rows.forEach((row, i) => {
      nodes.splice(i * (panel.columns + 1), 0, element("span", { class: "am-row" }, row));
    });
    gallery.replaceChildren(...nodes);
  }

  /**
   * @param {Images} panel
   * @param {number} t
   */
  function draw(panel, t) {
    const [, count, height, width, channels = 1] = panel.pixels.shape;
    const layout = `${count} ${height} ${width} ${panel.columns}`;
    if (layoutShown !== layout) layOut(panel);
    layoutShown = layout;
    write(heading, panel.title);
    const pixels = at(panel.pixels, t);
    const map = panel.signed ? COLORMAPS.signed : COLORMAPS.grey;
    const size = height * width * channels;
    cells.forEach(({ canvas, context, caption, side }, i) => {
      const values = pixels.subarray(i * size, (i + 1) * size);
      context.imageSmoothingEnabled = width > side; // a picture that is made smaller; enlarged pixels stay squares
      const shown = bitmap(rgba(values, height, width, channels === 3 ? null : map), width);
      context.drawImage(shown, 0, 0, side, Math.round((side * height) / width));
      const text = captionAt(panel.captions, i, t);
      write(caption, text);
      write(canvas, `${panel.title} ${text}`, "aria-label");
    });
  }
  return { node, draw };
}

/**
 * The place of one picture: a canvas with a caption below it.
 *
 * @param {number} side
 * @param {number} height
 */
function imageCell(side, height) {
  const [canvas, context] = sharpCanvas(side, height, "");
  const caption = element("figcaption");
  return { canvas, context, caption, side, figure: element("figure", { class: "am-image" }, canvas, caption) };
}

/**
 * The caption of picture i at step t. Captions are one for each picture, or, for each picture, one for each step.
 *
 * @param {Images["captions"]} captions
 * @param {number} i
 * @param {number} t
 */
export function captionAt(captions, i, t) {
  const caption = captions[i] ?? "";
  return Array.isArray(caption) ? caption[Math.min(t, caption.length - 1)] : caption;
}
