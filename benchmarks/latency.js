// Clocks in the page: when a key was pressed, and when the picture that answers it was painted.
// A picture counts as painted in the first task after the frame that it was drawn in.
(() => {
  const paintedBy = () =>
    new Promise((done) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => done(performance.now());
      port2.postMessage(null);
    });
  const clocks = { pressed: 0, times: [], painted: [] };
  const arrived = (time) => clocks.times.push(time - clocks.pressed);
  document.addEventListener("keydown", () => (clocks.pressed = performance.now()), true);

  /** The live figure: each frame it paints, and the first one with another value of this control. */
  clocks.watch = (control) => {
    let before;
    document.addEventListener("amteach-painted", ({ detail }) =>
      paintedBy().then((time) => {
        const value = detail.values[control];
        clocks.painted.push({ value, time });
        if (value !== before) arrived(time);
        before = value;
      }),
    );
  };

  /** interact: each new image, once it is decoded and the next frame is drawn. */
  clocks.watchImages = () => {
    const image = () => document.querySelector(".jupyter-widgets-output-area img, .widget-output img, .jp-OutputArea img");
    let shown = image()?.src;
    new MutationObserver(() => {
      const now = image();
      if (!now || now.src === shown) return;
      shown = now.src;
      now.decode().then(() => requestAnimationFrame(() => paintedBy().then(arrived)));
    }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["src"] });
  };

  /** Move a slider `count` times, every `wait` ms, up and down; what was asked for, and what was painted. */
  clocks.flood = async (label, count, wait) => {
    const slider = document.querySelector(`.amteach input[aria-label="${label}"]`);
    const events = [];
    let way = 1;
    clocks.painted.length = 0;
    const began = performance.now();
    for (let i = 0; i < count; i++) {
      await new Promise((go) => setTimeout(go, began + i * wait - performance.now()));
      if (Number(slider.value) === Number(slider.max)) way = -1;
      if (Number(slider.value) === Number(slider.min)) way = 1;
      way > 0 ? slider.stepUp() : slider.stepDown();
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      events.push({ value: Number(slider.value), time: performance.now() });
    }
    await new Promise((go) => setTimeout(go, 1500));
    return { events, painted: clocks.painted };
  };
  window.clocks = clocks;
})();
