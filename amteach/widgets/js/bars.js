// The bars of the probabilities: one for each class, the chosen one hatched, its value beside it.

import { at } from "./arrays.js";
import { element, write } from "./elements.js";

/** @import { Bars } from "./wire.d.ts" */

/** A panel that draws Bars. */
export function barsPanel() {
  const heading = element("div", { class: "am-heading" });
  const table = element("div", { class: "am-bars", role: "img" });
  const node = element("div", { class: "am-panel" }, heading, table);
  /** @type {ReturnType<typeof addRow>[]} */
  let rows = [];

  function addRow() {
    const row = { label: element("span"), bar: element("i"), value: element("span") };
    table.append(row.label, element("span", { class: "am-bar" }, row.bar), row.value);
    return row;
  }

  /**
   * @param {Bars} panel
   * @param {number} t
   */
  function draw(panel, t) {
    write(heading, panel.title);
    const values = at(panel.values, t);
    if (rows.length !== values.length) rows = Array.from(values, addRow);
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
