// A landscape to turn with the mouse, drawn by plotly.js, which Python sends once, when the first one is opened.

import { element, write } from "./elements.js";

/** @import { NDArray, Surface } from "./wire.d.ts" */
/** @typedef {{ react(chart: HTMLElement, traces: object[], layout: object, config: object): void }} Plotly */

/** @type {Promise<Plotly> | undefined} */
let plotly;

/**
 * plotly.js from its source text, as a module of its own, so that nothing is fetched from a network.
 *
 * @param {string} source
 * @returns {Promise<Plotly>}
 */
async function loadPlotly(source) {
  const wrapped = ["const module = { exports: {} };\n", source, "\nexport default module.exports;"];
  const url = URL.createObjectURL(new Blob(wrapped, { type: "text/javascript" }));
  const module = await import(/* @vite-ignore */ url);
  return module.default;
}

/**
 * A panel that draws a Surface.
 *
 * @param {() => Promise<string>} plotlySource
 */
export function surfacePanel(plotlySource) {
  const heading = element("div", { class: "am-heading" });
  const chart = element("div", { class: "am-surface", role: "img", tabindex: "0" });
  const node = element("div", { class: "am-panel" }, heading, chart);
  plotly ??= plotlySource().then(loadPlotly);
  const loading = plotly;
  /** @type {{ panel: Surface, t: number }} */
  let wanted; // drawn once the library is there, whatever was wanted before

  /** @param {Plotly} library */
  function paint(library) {
    const { panel, t } = wanted;
    const traces = [landscape(panel), ...trajectories(panel.path, t)];
    library.react(chart, traces, layoutOf(panel), { displaylogo: false, responsive: true });
  }

  /**
   * @param {Surface} panel
   * @param {number} t
   */
  function draw(panel, t) {
    wanted = { panel, t };
    write(heading, panel.title);
    write(chart, `${panel.title}; turn it with the mouse`, "aria-label");
    loading.then(paint);
  }
  return { node, draw };
}

/** @param {Surface} panel */
function landscape({ x, y, z }) {
  const [rows, columns] = z.shape;
  return {
    type: "surface",
    x: Array.from(x.data),
    y: Array.from(y.data),
    z: Array.from({ length: rows }, (_, i) => Array.from(z.data.subarray(i * columns, (i + 1) * columns))),
    colorscale: "Viridis",
    opacity: 0.85,
    showscale: false,
    contours: { z: { show: true, usecolormap: false, color: "#444", width: 1 } },
  };
}

/**
 * The walks up to step t, the last row first; row 0 is the start that can be dragged.
 *
 * @param {NDArray} path  (time, batch, 3)
 * @param {number} t
 */
function trajectories({ shape: [time, batch], data }, t) {
  const now = Math.min(t, time - 1);
  const rows = Array.from({ length: batch }, (_, i) => batch - 1 - i);
  return rows.map((row) => {
    const points = Array.from({ length: now + 1 }, (_, i) => data.subarray(3 * (i * batch + row)));
    const color = row ? "#555555" : "#D55E00";
    const size = points.map((_, i) => (i === now ? 8 : i === 0 ? 6 : 2));
    return {
      type: "scatter3d",
      mode: "lines+markers",
      x: points.map((point) => point[0]),
      y: points.map((point) => point[1]),
      z: points.map((point) => point[2]),
      line: { color, width: row ? 3 : 7 },
      marker: { color, size, line: { width: 0 } },
      showlegend: false,
      hoverinfo: "x+y+z",
    };
  });
}

/** @param {Surface} panel */
function layoutOf({ zlabel }) {
  const axis = (/** @type {string} */ title) => ({ title: { text: title } });
  return {
    scene: {
      xaxis: axis("x₁"),
      yaxis: axis("x₂"),
      zaxis: axis(zlabel),
      camera: { eye: { x: -1.4, y: -1.3, z: 1.1 }, center: { x: 0, y: 0, z: -0.1 } },
      aspectratio: { x: 1.1, y: 1.1, z: 0.75 },
    },
    margin: { l: 0, r: 0, t: 0, b: 0 },
    autosize: true,
    uirevision: "keep the camera",
  };
}
