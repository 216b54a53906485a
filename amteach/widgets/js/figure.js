// A picture on the screen: its panels, the walk's transport, the numbers, and the words below them.

import { at } from "./arrays.js";
import { barsPanel } from "./bars.js";
import { element, write } from "./elements.js";
import { imagesPanel } from "./images.js";
import { number } from "./numerals.js";
import { planePanel } from "./plane.js";
import { surfacePanel } from "./surface.js";
import { transport } from "./transport.js";

/** @import { Live } from "./plane.js" */
/** @import { Panel, Picture, Readout } from "./wire.d.ts" */
/** @typedef {{ node: HTMLElement, draw(panel: Panel, t: number): void }} DrawnPanel  a panel on the screen */

const CALM = 300; // milliseconds without a new picture after which the sentence says what there is

/**
 * The place of a picture, empty at first. `show(picture)` draws one at the next frame, `say` writes the words alone.
 *
 * @param {Live | null} live  the controls; null where nothing moves
 * @param {(() => void) | null} reset  puts them back
 * @param {() => Promise<string>} plotlySource
 * @param {(step: number) => void} painted  called when a step is on the screen
 */
export function figure(live, reset, plotlySource, painted) {
  /** @type {Picture | null} */
  let picture = null;
  let step = 0; // on the screen
  let frame = 0; // the animation frame that is asked for, or 0
  /** @type {DrawnPanel[]} */
  let panels = [];
  let panelKinds = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let calm;
  const stage = element("div", { class: "am-panels" });
  const bar = transport(showStep, reset);
  const readouts = element("div", { class: "am-readouts" });
  const note = element("p", { class: "am-note", role: "status", hidden: "" });
  const summary = element("p", { class: "am-summary", role: "status" });

  /** @param {Picture} next */
  function show(next) {
    picture = next;
    const kinds = next.panels.map((panel) => (panel.kind === "Plane" ? `Plane ${panel.size}` : panel.kind)).join();
    if (kinds !== panelKinds) {
      panelKinds = kinds;
      panels = next.panels.map(panelFor);
      stage.replaceChildren(...panels.map((panel) => panel.node));
    }
    bar.setSteps(Array.from(next.t.data));
  }

  /**
   * @param {Panel} panel
   * @returns {DrawnPanel}
   */
  function panelFor(panel) {
    if (panel.kind === "Plane") return planePanel(panel, live);
    if (panel.kind === "Images") return imagesPanel();
    if (panel.kind === "Bars") return barsPanel();
    return surfacePanel(plotlySource);
  }

  /** @param {number} t */
  function showStep(t) {
    step = t;
    if (frame === 0) frame = requestAnimationFrame(paint);
  }

  function paint() {
    frame = 0;
    if (!picture) return;
    picture.panels.forEach((panel, i) => {
      panels[i].draw(panel, step);
    });
    printReadouts(picture.readouts);
    say(picture);
    painted(step);
  }

  /** @param {Readout[]} all */
  function printReadouts(all) {
    while (readouts.childElementCount > all.length) readouts.lastChild?.remove();
    while (readouts.childElementCount < all.length) readouts.append(element("span"));
    all.forEach((readout, i) => {
      write(readouts.children[i], readoutText(readout, step));
    });
  }

  /**
   * The note at once, the sentence when the figure has come to rest.
   *
   * @param {Pick<Picture, "note" | "summary">} words
   */
  function say(words) {
    note.hidden = !words.note;
    write(note, words.note);
    clearTimeout(calm);
    calm = setTimeout(() => write(summary, words.summary), summary.textContent ? CALM : 0);
  }

  return { nodes: [stage, bar.node, readouts, note, summary], show, say, pause: bar.pause };
}

/**
 * A readout as it is printed at step t: "L = 1.25", "x = (3, −2)".
 *
 * @param {Pick<Readout, "label" | "values">} readout
 * @param {number} t
 */
export function readoutText({ label, values }, t) {
  const numbers = Array.from(at(values, t), number);
  return `${label} = ${numbers.length > 1 ? `(${numbers.join(", ")})` : numbers[0]}`;
}
