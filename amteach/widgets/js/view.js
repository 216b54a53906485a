// A view of the live widget in a notebook: requests to Python, pictures back, and the still picture out of the way.

import { element } from "./base.js";
import { mount } from "./stage.js";
import { study } from "./study.js";

const THANKS = 5; // milliseconds that Python is given before its word is acknowledged, see below

/** The live widget: the anywidget model carries messages to Python and pictures back. */
export function render({ model, el }) {
  if (model.get("scene").study) return renderStudy({ model, el });
  const asked = {};
  const hideStill = hiding(model);
  const listen = (content, buffers) => {
    clearTimeout(thanks);
    if (content.kind === "problem") return fail(content);
    if (content.kind !== "picture") return asked[content.kind]?.(new TextDecoder().decode(buffers[0]));
    receive(content, copied(buffers[0]));
    if (!hideStill.isConnected) document.head.append(hideStill);
  };
  // Python says "busy", then computes. Where nothing is sent from here in between, TCP holds the picture back until that
  // word is acknowledged, up to 40 ms (Nagle's algorithm, delayed acknowledgement): so a word is sent.
  let thanks;
  const status = ({ content }) => {
    if (content.execution_state === "busy") thanks = setTimeout(() => model.send({ kind: "thanks" }), THANKS);
  };
  const send = (message) => {
    clearTimeout(thanks);
    model.send(message, { iopub: { status } });
  };
  model.on("msg:custom", listen);
  const { receive, fail, pause } = mount(el, {
    ...model.get("scene"),
    send,
    ask: (what) => new Promise((resolve) => ((asked[what] = resolve), model.send({ kind: what }))),
  });
  return () => {
    pause();
    hideStill.remove();
    model.off("msg:custom", listen);
  };
}

/** The study asks for its trials once, and hands each answer over. */
function renderStudy({ model, el }) {
  const hideStill = hiding(model);
  const listen = (content, buffers) => {
    if (content.kind === "problem") return fail(content);
    receive(content, buffers.length ? copied(buffers[0]) : null);
    if (!hideStill.isConnected) document.head.append(hideStill);
  };
  model.on("msg:custom", listen);
  const { receive, fail } = study(el, { ...model.get("scene"), send: (message) => model.send(message) });
  return () => {
    hideStill.remove();
    model.off("msg:custom", listen);
  };
}

const hiding = (model) => element("style", {}, `#${model.get("still")} { display: none }`);
const copied = (bytes) => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);

export { mount };
export default { render };
