// A view of the live widget in a notebook: requests to Python, pictures back, and the still picture out of the way.

import { element } from "./elements.js";
import { mount } from "./stage.js";
import { study } from "./study.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { FromFigure, FromStudy, SceneFacts, StudySceneFacts, ToFigure, ToStudy } from "./wire.d.ts" */

/** @typedef {AnyModel<{ scene: SceneFacts | StudySceneFacts, still: string }>} Model */

const THANKS = 5; // milliseconds that Python is given before its word is acknowledged, see below

/**
 * The live widget: the anywidget model carries messages to Python and pictures back.
 *
 * @param {{ model: Model, el: HTMLElement }} view
 */
export function render({ model, el }) {
  const scene = model.get("scene");
  return "study" in scene ? renderStudy(model, el, scene) : renderScene(model, el, scene);
}

/**
 * @param {Model} model
 * @param {HTMLElement} el
 * @param {SceneFacts} scene
 */
function renderScene(model, el, scene) {
  const hideStill = hiding(model);
  /** @type {(source: string) => void} */
  let plotlyCame = () => {};
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let thanks;

  /**
   * @param {FromFigure} message
   * @param {DataView<ArrayBuffer>[]} buffers
   */
  function listen(message, buffers) {
    clearTimeout(thanks);
    if (message.kind === "problem") return fail(message);
    if (message.kind === "plotly") return plotlyCame(new TextDecoder().decode(buffers[0]));
    receive(message, copied(buffers[0]));
    if (!hideStill.isConnected) document.head.append(hideStill);
  }

  /**
   * Python says "busy", then computes. Where nothing is sent from here in between, TCP holds the picture back until
   * that word is acknowledged, up to 40 ms (Nagle's algorithm, delayed acknowledgement): so a word is sent.
   *
   * @param {{ content: { execution_state: string } }} message  of Jupyter's kernel
   */
  function status({ content }) {
    if (content.execution_state === "busy") thanks = setTimeout(() => tell({ kind: "thanks" }), THANKS);
  }

  /** @param {ToFigure} message */
  function tell(message) {
    model.send(message);
  }

  /** @param {ToFigure} message */
  function send(message) {
    clearTimeout(thanks);
    model.send(message, { iopub: { status } });
  }

  /** @returns {Promise<string>} */
  function plotlySource() {
    return new Promise((resolve) => {
      plotlyCame = resolve;
      tell({ kind: "plotly" });
    });
  }

  model.on("msg:custom", listen);
  const { receive, fail, pause } = mount(el, { ...scene, send, plotlySource });
  return () => {
    pause();
    hideStill.remove();
    model.off("msg:custom", listen);
  };
}

/**
 * The study asks for its trials once, and hands each answer over.
 *
 * @param {Model} model
 * @param {HTMLElement} el
 * @param {StudySceneFacts} scene
 */
function renderStudy(model, el, scene) {
  const hideStill = hiding(model);

  /**
   * @param {FromStudy} message
   * @param {DataView<ArrayBuffer>[]} buffers
   */
  function listen(message, buffers) {
    if (message.kind === "problem") return fail(message);
    receive(message, buffers.length ? copied(buffers[0]) : new ArrayBuffer(0));
    if (!hideStill.isConnected) document.head.append(hideStill);
  }

  /** @param {ToStudy} message */
  function send(message) {
    model.send(message);
  }

  model.on("msg:custom", listen);
  const { receive, fail } = study(el, { ...scene, send });
  return () => {
    hideStill.remove();
    model.off("msg:custom", listen);
  };
}

/** @param {Model} model */
function hiding(model) {
  return element("style", {}, `#${model.get("still")} { display: none }`);
}

/** @param {DataView<ArrayBuffer>} bytes */
function copied(bytes) {
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
}

export { mount };
export default { render };
