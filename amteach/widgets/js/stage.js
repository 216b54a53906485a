// A scene on the screen: its controls, its panels, the walk's transport, the numbers. Python computes, this draws.

import { at, decode, element, number } from "./base.js";
import { controlPanel } from "./controls.js";
import { barsPanel, imagesPanel } from "./images.js";
import { planePanel } from "./plane.js";
import { surfacePanel } from "./surface.js";
import { transport } from "./transport.js";

const IN_FLIGHT = 3; // requests on their way while a control moves; one where Python takes longer than this:
const SLOW = 40; // milliseconds

/** Put a scene into `root`. `source`: title, controls, values, defaults, send(message), ask(what). Returns `receive`. */
export function mount(root, source) {
  let values = { ...source.values };
  let [wanted, flying, limit, newest, serial] = [null, 0, IN_FLIGHT, 0, 0];
  let [picture, shown, frame] = [null, 0, 0];
  let panels = [];

  const change = (name, value) => {
    values = { ...values, [name]: value };
    wanted = values;
    request();
  };
  const reset = () => {
    values = { ...source.defaults };
    controls.show(values);
    wanted = values;
    request();
  };
  const controls = controlPanel(source.send ? source.controls : [], change);
  const bar = transport((t) => ((shown = t), repaint()), reset);
  const stage = element("div", { class: "am-panels" });
  const readouts = element("div", { class: "am-readouts" });
  const note = element("p", { class: "am-note", role: "status", hidden: "" });
  const summary = element("p", { class: "am-summary", role: "status", "aria-live": "polite" });
  const label = { class: "amteach", role: "group", "aria-label": source.title };
  root.append(element("div", label, controls.node, stage, bar.node, readouts, note, summary));
  controls.show(values);

  function request() {
    if (!source.send || wanted === null || flying >= limit) return;
    flying += 1;
    source.send({ kind: "controls", values: wanted, serial: (serial += 1) });
    wanted = null;
  }

  function panelFor({ kind, size }) {
    if (kind === "Plane") return planePanel(size, source.send && change);
    if (kind === "Images") return imagesPanel();
    if (kind === "Bars") return barsPanel();
    return surfacePanel(source.ask);
  }

  /** A picture came: draw it, unless one that was asked for later is drawn already. */
  function receive(message, buffer) {
    if (message.first) flying = Math.max(0, flying - 1);
    limit = message.milliseconds > SLOW ? 1 : IN_FLIGHT;
    if (message.serial >= newest) {
      newest = message.serial;
      picture = decode(message.picture, buffer);
      const kinds = picture.panels.map(({ kind, size }) => `${kind} ${size}`).join();
      if (panels.kinds !== kinds) {
        panels = picture.panels.map(panelFor);
        panels.kinds = kinds;
        stage.replaceChildren(...panels.map((panel) => panel.node));
      }
      bar.setSteps(Array.from(picture.t.data));
    }
    request();
  }

  function repaint() {
    if (!picture || frame) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      picture.panels.forEach((panel, i) => panels[i].draw(panel, shown));
      readouts.replaceChildren(...picture.readouts.map((r) => element("span", {}, readout(r, shown))));
      note.hidden = !picture.note;
      if (note.textContent !== picture.note) note.textContent = picture.note;
      if (summary.textContent !== picture.summary) summary.textContent = picture.summary;
      root.dispatchEvent(new CustomEvent("amteach-painted", { bubbles: true, detail: { serial: newest, values } }));
    });
  }

  function readout({ label, values }, t) {
    const numbers = Array.from(at(values, t), number);
    return `${label} = ${numbers.length > 1 ? `(${numbers.join(", ")})` : numbers[0]}`;
  }

  return { receive, pause: bar.pause };
}

/** The live widget: the anywidget model carries messages to Python and pictures back. */
export function render({ model, el }) {
  const asked = {};
  const source = {
    ...model.get("scene"),
    values: model.get("values"),
    send: (message) => model.send(message),
    ask: (what) => new Promise((resolve) => ((asked[what] = resolve), model.send({ kind: what }))),
  };
  const { receive, pause } = mount(el, source);
  const hideStill = element("style", {}, `#${model.get("still")} { display: none }`);
  const listen = (content, buffers) => {
    const bytes = buffers[0];
    if (content.kind === "picture") {
      const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
      receive(content, buffer);
      if (!hideStill.isConnected) document.head.append(hideStill);
    } else if (asked[content.kind]) asked[content.kind](new TextDecoder().decode(bytes));
  };
  model.on("msg:custom", listen);
  source.send({ kind: "controls", values: source.values, serial: 0 });
  return () => {
    pause();
    hideStill.remove();
    model.off("msg:custom", listen);
  };
}

export default { render };
