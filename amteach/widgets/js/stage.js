// A scene on the screen: its controls, its panels, the walk's transport, the numbers. Python computes, this draws.

import { at, decode, element, number, write } from "./base.js";
import { controlPanel } from "./controls.js";
import { barsPanel, imagesPanel } from "./images.js";
import { planePanel } from "./plane.js";
import { surfacePanel } from "./surface.js";
import { transport } from "./transport.js";

const IN_FLIGHT = 3; // requests on their way while a control moves; one where Python takes longer than this:
const SLOW = 40; // milliseconds
const CALM = 300; // milliseconds without a new picture after which the sentence says what there is

/** Put a scene into `root`. `source`: title, controls, values, send(message), ask(what). Returns what to call with messages. */
export function mount(root, source) {
  let values = { ...source.values };
  let [wanted, limit, serial, newest] = [null, IN_FLIGHT, 0, 0];
  let [picture, shown, frame, calm] = [null, 0, 0, 0];
  const flying = new Set(); // the serial numbers of the requests on their way
  let panels = [];

  const change = (name, value) => {
    values = wanted = { ...values, [name]: value };
    request();
  };
  const reset = () => {
    values = wanted = { ...source.values };
    controls.show(values);
    request();
  };
  const live = source.send && { change, values: () => values };
  const controls = controlPanel(live ? source.controls : [], change);
  const bar = transport((t) => ((shown = t), repaint()), live && reset);
  const stage = element("div", { class: "am-panels" });
  const readouts = element("div", { class: "am-readouts" });
  const note = element("p", { class: "am-note", role: "status", hidden: "" });
  const summary = element("p", { class: "am-summary", role: "status" });
  const label = { class: "amteach", role: "group", "aria-label": source.title };
  root.append(element("div", label, controls.node, stage, bar.node, readouts, note, summary));
  controls.show(values);
  if (live) send({ kind: "look" });

  /** Ask for a picture; serial numbers also grow from view to view of the same figure. */
  function send(message) {
    serial = Math.max(serial + 1, Date.now());
    flying.add(serial);
    source.send({ ...message, serial });
  }
  function request() {
    if (wanted === null || flying.size >= limit) return;
    send({ kind: "controls", values: wanted });
    wanted = null;
  }

  function panelFor(panel) {
    if (panel.kind === "Plane") return planePanel(panel, live);
    if (panel.kind === "Images") return imagesPanel();
    if (panel.kind === "Bars") return barsPanel();
    return surfacePanel(source.ask);
  }

  /** A picture came: draw it, unless one that was asked for later is drawn already. */
  function receive(message, buffer) {
    flying.delete(message.serial);
    if (message.first) limit = message.milliseconds > SLOW ? 1 : IN_FLIGHT;
    if (message.serial >= newest) {
      newest = message.serial;
      picture = { ...decode(message.picture, buffer), values: message.values };
      const kinds = picture.panels.map(({ kind, size }) => `${kind} ${size}`).join();
      if (panels.kinds !== kinds) {
        panels = picture.panels.map(panelFor);
        panels.kinds = kinds;
        stage.replaceChildren(...panels.map((panel) => panel.node));
      }
      if (wanted === null && flying.size === 0) agree(message.values);
      bar.setSteps(Array.from(picture.t.data));
    }
    request();
  }

  /** Take over the values of a picture that another view of this figure asked for. */
  function agree(others) {
    if (JSON.stringify(others) === JSON.stringify(values)) return;
    values = { ...others };
    controls.show(values);
  }

  /** Python could not compute what was asked for: say so, and go on listening. */
  function fail(message) {
    flying.delete(message.serial);
    tell({ note: message.text, summary: "" });
    request();
  }

  function repaint() {
    if (!picture || frame) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      picture.panels.forEach((panel, i) => panels[i].draw(panel, shown));
      while (readouts.childElementCount > picture.readouts.length) readouts.lastChild.remove();
      while (readouts.childElementCount < picture.readouts.length) readouts.append(element("span"));
      picture.readouts.forEach((numbers, i) => write(readouts.children[i], readout(numbers, shown)));
      tell(picture);
      const detail = { serial: newest, values: picture.values, step: shown };
      root.dispatchEvent(new CustomEvent("amteach-painted", { bubbles: true, detail }));
    });
  }

  /** The note at once, the sentence when the figure has come to rest. */
  function tell(words) {
    note.hidden = !words.note;
    write(note, words.note);
    clearTimeout(calm);
    calm = setTimeout(() => write(summary, words.summary), summary.textContent ? CALM : 0);
  }

  return { receive, fail, pause: bar.pause };
}

function readout({ label, values }, t) {
  const numbers = Array.from(at(values, t), number);
  return `${label} = ${numbers.length > 1 ? `(${numbers.join(", ")})` : numbers[0]}`;
}
