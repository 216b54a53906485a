// Sliders and menus of our own: each named, each moved by the keyboard, each telling its value.

import { element } from "./elements.js";
import { number } from "./numerals.js";

/** @import { Attributes } from "./elements.js" */
/** @import { Choice, Control, Slider, Value, Values } from "./wire.d.ts" */
/** @typedef {(name: string, value: Value) => void} Change  called at every movement of a control */

/**
 * The controls of a scene. `show(values)` sets them.
 *
 * @param {Control[]} controls
 * @param {Change} change
 */
export function controlPanel(controls, change) {
  const node = element("div", { class: "am-controls" });
  /** @type {Record<string, (value: Value) => void>} */
  const setters = {};
  for (const control of controls) {
    if (control.kind === "Slider") setters[control.name] = slider(node, control, change);
    if (control.kind === "Choice") setters[control.name] = menu(node, control, change);
  }
  /** @param {Values} values */
  const show = (values) => {
    for (const [name, set] of Object.entries(setters)) set(values[name]);
  };
  return { node, show };
}

/**
 * From the value of a slider to the place of its knob and back; a logarithmic one has 100 even steps of the exponent.
 *
 * @param {Pick<Slider, "low" | "high" | "step" | "log">} slider
 * @returns {{ range: Attributes, toKnob: (value: number) => number, toValue: (knob: number) => number }}
 */
export function sliderScale({ low, high, step, log }) {
  /** @param {number} value */
  const within = (value) => Math.min(high, Math.max(low, value));
  if (!log) return { range: { min: low, max: high, step }, toKnob: (value) => value, toValue: within };
  return {
    range: { min: 0, max: 100, step: 1 },
    toKnob: (value) => (100 * Math.log(value / low)) / Math.log(high / low),
    toValue: (knob) => within(Number((low * (high / low) ** (knob / 100)).toPrecision(3))),
  };
}

/**
 * @param {HTMLElement} parent
 * @param {Slider} spec
 * @param {Change} change
 */
function slider(parent, spec, change) {
  const { range, toKnob, toValue } = sliderScale(spec);
  const output = element("output", { class: "am-value" });
  const input = element("input", { type: "range", ...range, "aria-label": spec.label });
  /** @param {number} value */
  const print = (value) => {
    output.textContent = number(value);
    input.setAttribute("aria-valuetext", number(value));
  };
  input.addEventListener("input", () => {
    const value = toValue(Number(input.value));
    print(value);
    change(spec.name, value);
  });
  parent.append(element("label", { class: "am-control" }, element("span", {}, spec.label), input, output));
  /** @param {Value} value */
  return (value) => {
    input.value = `${toKnob(Number(value))}`;
    print(Number(value));
  };
}

/**
 * @param {HTMLElement} parent
 * @param {Choice} spec
 * @param {Change} change
 */
function menu(parent, spec, change) {
  const options = spec.options.map((option) => element("option", { value: option }, option));
  const select = element("select", { "aria-label": spec.label }, ...options);
  select.addEventListener("change", () => change(spec.name, select.value));
  parent.append(element("label", { class: "am-control" }, element("span", {}, spec.label), select));
  /** @param {Value} value */
  return (value) => {
    select.value = `${value}`;
  };
}
