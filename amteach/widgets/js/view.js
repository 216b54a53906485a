// A view of the live widget in a notebook: requests to Python, pictures back, and the still picture out of the way.

import { element } from "./base.js";
import { mount } from "./stage.js";

const THANKS = 5; // milliseconds that Python is given before its word is acknowledged, see below

/** The live widget: the anywidget model carries messages to Python and pictures back. */
export function render({ model, el }) {
  const asked = {};
  const hideStill = element("style", {}, `#${model.get("still")} { display: none }`);
  const listen = (content, buffers) => {
    clearTimeout(thanks);
    if (content.kind === "problem") return fail(content);
    const bytes = buffers[0];
    if (content.kind !== "picture") return asked[content.kind]?.(new TextDecoder().decode(bytes));
    receive(content, bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
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

export { mount };
export default { render };
