// What every module needs: arrays off the wire, numbers as text, colours, elements.

/** A picture as Python sent it: JSON in which {"$": offset, shape, type} stands for an array in the buffer. */
export function decode(node, buffer) {
  if (Array.isArray(node)) return node.map((child) => decode(child, buffer));
  if (node === null || typeof node !== "object") return node;
  if ("$" in node) {
    const size = node.shape.reduce((a, b) => a * b, 1);
    const Kind = { u1: Uint8Array, f4: Float32Array, f8: Float64Array }[node.type];
    return { shape: node.shape, data: new Kind(buffer, node.$, size) };
  }
  return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, decode(child, buffer)]));
}

/** Row t of an array whose first axis is time; the last row where the array is shorter. */
export function at(array, t) {
  const size = array.shape.slice(1).reduce((a, b) => a * b, 1);
  const row = Math.min(t, array.shape[0] - 1);
  return array.data.subarray(row * size, (row + 1) * size);
}

/** A number with four significant digits and a true minus sign, as pictures/numerals.py prints it. */
export function number(value) {
  const size = Math.abs(value);
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value < 0 ? "−∞" : "∞";
  const [mantissa, exponent] = size.toExponential(3).split("e");
  const plain = exponent >= -3 && exponent < 5;
  return (value < 0 ? "−" : "") + (plain ? Number(`${mantissa}e${exponent}`) : `${Number(mantissa)}e${exponent}`);
}

const ANCHORS = {
  grey: "000000ffffff",
  viridis:
    "440154470d6048186a482374472d7b4536814240863f49893b528b375a8d33638d2f6a8e2c728e297a8e26818e23898e219" +
    "08c1f988b1f9f8821a68528ae8031b57b3ebc744cc26c5dc9636ece5882d34c96d83fabdc32c0df24d5e21aeae51afde725",
  signed: "0530612166ac4393c392c5ded1e5f0f7f7f7fddbc7f4a582d6604db2182b67001f",
};

/** 256 colours of a map, three bytes each, between the anchors that matplotlib's map of that name has. */
export const COLORMAPS = Object.fromEntries(
  Object.entries(ANCHORS).map(([name, hex]) => {
    const anchors = hex.match(/../g).map((byte) => parseInt(byte, 16));
    const last = anchors.length / 3 - 1;
    const map = Uint8Array.from({ length: 768 }, (_, i) => {
      const u = (Math.floor(i / 3) / 255) * last;
      const low = Math.min(Math.floor(u), last - 1);
      const [a, b] = [anchors[3 * low + (i % 3)], anchors[3 * low + 3 + (i % 3)]];
      return Math.round(a + (u - low) * (b - a));
    });
    return [name, map];
  }),
);

/** A small canvas with one pixel for each byte of values, through a colour map; flip where row 0 is at the bottom.
 *  Without a map the values are colours, three bytes for each pixel. */
export function bitmap(values, height, width, map, flip = false) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  const image = context.createImageData(width, height);
  const colours = map ?? values;
  for (let i = 0; i < height; i++)
    for (let j = 0; j < width; j++) {
      const pixel = (flip ? height - 1 - i : i) * width + j;
      const from = 3 * (map ? values[pixel] : pixel);
      const to = 4 * (i * width + j);
      image.data[to] = colours[from];
      image.data[to + 1] = colours[from + 1];
      image.data[to + 2] = colours[from + 2];
      image.data[to + 3] = 255;
    }
  context.putImageData(image, 0, 0);
  return canvas;
}

/** An element with attributes and children; JupyterLab leaves keys alone on an element that says so itself. */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value);
  }
  if (["input", "select", "button"].includes(tag)) node.setAttribute("data-lm-suppress-shortcuts", "true");
  node.append(...children);
  return node;
}

/** Write a text, or an attribute, where it has changed: what is written again is laid out again. */
export function write(node, text, attribute) {
  if (attribute) node.getAttribute(attribute) === text || node.setAttribute(attribute, text);
  else node.textContent === text || (node.textContent = text);
}

/** A canvas of this size in CSS pixels, or as wide as there is room; sharp, its context scaled to CSS pixels. */
export function sharpCanvas(width, height, label) {
  const ratio = globalThis.devicePixelRatio || 1;
  const canvas = element("canvas", { width: width * ratio, height: height * ratio, role: "img", "aria-label": label });
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  return [canvas, context];
}
