// Sliders and menus of our own: each named, each moved by the keyboard, each telling its value.

import { element, number } from "./base.js";

/** The controls of a scene; `change(name, value)` is called at every movement. `show(values)` sets them. */
export function controlPanel(specs, change) {
  const node = element("div", { class: "am-controls" });
  const setters = {};
  for (const spec of specs) {
    if (spec.kind === "Slider") setters[spec.name] = slider(node, spec, change);
    if (spec.kind === "Choice") setters[spec.name] = menu(node, spec, change);
  }
  const show = (values) => {
    for (const [name, set] of Object.entries(setters)) set(values[name]);
  };
  return { node, show };
}

function slider(parent, spec, change) {
  const { low, high, step, log } = spec;
  // A logarithmic slider runs over 100 even steps of the exponent.
  const toKnob = (value) => (log ? (100 * Math.log(value / low)) / Math.log(high / low) : value);
  const toValue = (knob) => (log ? Number((low * (high / low) ** (knob / 100)).toPrecision(3)) : Number(knob));
  const range = log ? { min: 0, max: 100, step: 1 } : { min: low, max: high, step };
  const output = element("output", { class: "am-value" });
  const input = element("input", { type: "range", ...range, "aria-label": spec.label });
  const tell = (value) => {
    output.textContent = number(value);
    input.setAttribute("aria-valuetext", number(value));
  };
  input.addEventListener("input", () => {
    const value = Math.min(high, Math.max(low, toValue(input.value)));
    tell(value);
    change(spec.name, value);
  });
  parent.append(element("label", { class: "am-control" }, element("span", {}, spec.label), input, output));
  return (value) => {
    input.value = toKnob(value);
    tell(value);
  };
}

function menu(parent, spec, change) {
  const options = spec.options.map((option) => element("option", { value: option }, option));
  const select = element("select", { "aria-label": spec.label }, ...options);
  select.addEventListener("change", () => change(spec.name, select.value));
  parent.append(element("label", { class: "am-control" }, element("span", {}, spec.label), select));
  return (value) => {
    select.value = value;
  };
}
