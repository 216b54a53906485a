// A scene in the page: its controls, the picture of their values, and the requests between. Python computes, this draws.

import { decode } from "./arrays.js";
import { controlPanel } from "./controls.js";
import { element } from "./elements.js";
import { figure } from "./figure.js";
import { requests } from "./requests.js";

/** @import { Change } from "./controls.js" */
/** @import { Control, ControlsMessage, LookMessage, PictureMessage, ProblemMessage, Values } from "./wire.d.ts" */

/**
 * Where a scene comes from. Without `send` nobody computes: a saved page, which has no controls.
 *
 * @typedef {object} Source
 * @property {string} title
 * @property {Values} values  what reset goes back to
 * @property {Control[]} [controls]
 * @property {(message: LookMessage | ControlsMessage) => void} [send]
 * @property {() => Promise<string>} plotlySource
 */

/**
 * Put a scene into `root`. Returns what to call with messages.
 *
 * @param {HTMLElement} root
 * @param {Source} source
 */
export function mount(root, source) {
  const queue = requests(source.send ?? (() => {}));
  let values = { ...source.values };
  let drawn = { serial: 0, values }; // what the picture on the screen was asked for with
  const live = source.send ? { change, values: () => values } : null;
  const controls = controlPanel((live && source.controls) ?? [], change);
  const screen = figure(live, live && reset, source.plotlySource, painted);
  const label = { class: "amteach", role: "group", "aria-label": source.title };
  root.append(element("div", label, controls.node, ...screen.nodes));
  controls.show(values);
  if (live) queue.look();

  /** @type {Change} */
  function change(name, value) {
    values = { ...values, [name]: value };
    queue.ask(values);
  }

  function reset() {
    values = { ...source.values };
    controls.show(values);
    queue.ask(values);
  }

  /**
   * A picture came.
   *
   * @param {PictureMessage} message
   * @param {ArrayBuffer} buffer
   */
  function receive(message, buffer) {
    queue.arrived(message, (settled) => {
      drawn = { serial: message.serial, values: message.values };
      if (settled) adopt(message.values);
      screen.show(decode(message.picture, buffer));
    });
  }

  /**
   * Take over the values of a picture that another view of this figure asked for.
   *
   * @param {Values} others
   */
  function adopt(others) {
    if (JSON.stringify(others) === JSON.stringify(values)) return;
    values = { ...others };
    controls.show(values);
  }

  /**
   * Python could not compute what was asked for: say so, and go on listening.
   *
   * @param {ProblemMessage} message
   */
  function fail({ serial, text }) {
    queue.failed(serial);
    screen.say({ note: text, summary: "" });
  }

  /**
   * Tell the page, for whoever measures or tests.
   *
   * @param {number} step
   */
  function painted(step) {
    const detail = { ...drawn, step };
    root.dispatchEvent(new CustomEvent("amteach-painted", { bubbles: true, detail }));
  }

  return { receive, fail, pause: screen.pause };
}
