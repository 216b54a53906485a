// Elements of the page: made, written to, and canvases that are sharp.

/** @typedef {Record<string, string | number | (() => void)>} Attributes */

/**
 * An element with attributes and children; an attribute that is a function is called at the event that it names.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} attributes
 * @param {(Node | string)[]} children
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name.slice("on".length), value);
    else node.setAttribute(name, `${value}`);
  }
  // JupyterLab leaves keys alone on an element that says so itself.
  if (["input", "select", "button"].includes(tag)) node.setAttribute("data-lm-suppress-shortcuts", "true");
  node.append(...children);
  return node;
}

/**
 * Write a text, or an attribute, where it has changed: what is written again is laid out again.
 *
 * @param {Element} node
 * @param {string} text
 * @param {string} [attribute]
 */
export function write(node, text, attribute) {
  if (attribute) {
    if (node.getAttribute(attribute) !== text) node.setAttribute(attribute, text);
  } else if (node.textContent !== text) node.textContent = text;
}

/**
 * A canvas of this size in CSS pixels, or as wide as there is room; sharp, its context scaled to CSS pixels.
 *
 * @param {number} width
 * @param {number} height
 * @param {string} label
 * @returns {[HTMLCanvasElement, CanvasRenderingContext2D]}
 */
export function sharpCanvas(width, height, label) {
  const ratio = globalThis.devicePixelRatio || 1;
  const canvas = element("canvas", { width: width * ratio, height: height * ratio, role: "img", "aria-label": label });
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d")); // a new canvas has one
  context.scale(ratio, ratio);
  return [canvas, context];
}
