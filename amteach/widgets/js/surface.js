// A landscape to turn with the mouse, drawn by plotly.js, which Python sends once, when the first one is opened.

import { element, write } from "./base.js";

let plotly;

/** plotly.js from its source text, as a module of its own, so that nothing is fetched from a network. */
function loadPlotly(source) {
  const wrapped = ["const module = { exports: {} };\n", source, "\nexport default module.exports;"];
  const url = URL.createObjectURL(new Blob(wrapped, { type: "text/javascript" }));
  return import(/* @vite-ignore */ url).then((module) => module.default);
}

/** A panel that draws a Surface; `ask("plotly")` resolves to the source of plotly.js. */
export function surfacePanel(ask) {
  const heading = element("div", { class: "am-heading" });
  const chart = element("div", { class: "am-surface", role: "img", tabindex: "0" });
  const node = element("div", { class: "am-panel" }, heading, chart);
  plotly ??= ask("plotly").then(loadPlotly);
  let wanted;

  function paint(library) {
    const { panel, t } = wanted;
    const { shape, data } = panel.path;
    const now = Math.min(t, shape[0] - 1);
    const z = Array.from({ length: panel.z.shape[0] }, (_, i) =>
      Array.from(panel.z.data.subarray(i * panel.z.shape[1], (i + 1) * panel.z.shape[1])),
    );
    const traces = [
      { type: "surface", x: Array.from(panel.x.data), y: Array.from(panel.y.data), z, colorscale: "Viridis",
        opacity: 0.85, showscale: false,
        contours: { z: { show: true, usecolormap: false, color: "#444", width: 1 } } },
    ];
    for (let row = shape[1] - 1; row >= 0; row--) {
      const points = Array.from({ length: now + 1 }, (_, i) => data.subarray(3 * (i * shape[1] + row)).slice(0, 3));
      const [x, y, height] = [0, 1, 2].map((axis) => points.map((p) => p[axis]));
      const size = points.map((_, i) => (i === now ? 8 : i === 0 ? 6 : 2));
      const [color, width] = row ? ["#555555", 3] : ["#D55E00", 7]; // row 0 is the start that can be dragged
      traces.push({ type: "scatter3d", mode: "lines+markers", x, y, z: height, line: { color, width },
        marker: { color, size, line: { width: 0 } }, showlegend: false, hoverinfo: "x+y+z" });
    }
    const axis = (title) => ({ title: { text: title } });
    const camera = { eye: { x: -1.4, y: -1.3, z: 1.1 }, center: { x: 0, y: 0, z: -0.1 } };
    const aspectratio = { x: 1.1, y: 1.1, z: 0.75 };
    const scene = { xaxis: axis("x₁"), yaxis: axis("x₂"), zaxis: axis(panel.zlabel), camera, aspectratio };
    const margin = { l: 0, r: 0, t: 0, b: 0 };
    const layout = { scene, margin, autosize: true, uirevision: "keep the camera" };
    library.react(chart, traces, layout, { displaylogo: false, responsive: true });
  }

  function draw(panel, t) {
    wanted = { panel, t };
    write(heading, panel.title);
    write(chart, `${panel.title}; turn it with the mouse`, "aria-label");
    plotly.then(paint);
  }
  return { node, draw };
}
