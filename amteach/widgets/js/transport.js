// Back to the start, play, pause, one step on, and the step that is shown: all in the browser, over one trace.

import { element, write } from "./base.js";

const FRAMES_A_SECOND = 20;

/**
 * The bar under a figure. `show(t)` is called with the index of the step to draw; `setSteps` gives the steps kept.
 * `reset` puts the controls back, or is null where there are none.
 */
export function transport(show, reset) {
  const button = (label, sign, action) => {
    const node = element("button", { type: "button", "aria-label": label, title: label }, sign);
    node.addEventListener("click", action);
    return node;
  };
  const clock = element("input", { type: "range", min: 0, step: 1, "aria-label": "step shown", class: "am-clock" });
  const told = element("output", { class: "am-value am-step" });
  const play = button("play", "▶", () => (timer ? pause() : start()));
  const walk = element(
    "div",
    { class: "am-walk" },
    button("back to the start", "|◀", () => (pause(), seek(0))),
    play,
    button("one step", "▶|", () => (pause(), seek(now + 1))),
    clock,
    told,
  );
  const node = element("div", { class: "am-transport", role: "group", "aria-label": "the walk" }, walk);
  if (reset) node.append(button("reset all controls", "↺ reset", () => (pause(), reset())));
  clock.addEventListener("input", () => (pause(), seek(Number(clock.value))));
  let [now, steps, timer] = [0, [0], null];

  function seek(t) {
    now = Math.max(0, Math.min(t, steps.length - 1));
    clock.value = now;
    write(told, `step ${steps[now]} of ${steps.at(-1)}`);
    write(clock, told.textContent, "aria-valuetext");
    show(now);
  }
  function start() {
    if (now === steps.length - 1) seek(0);
    const wait = Math.max(1000 / FRAMES_A_SECOND, 1500 / steps.length);
    timer = setInterval(() => (now < steps.length - 1 ? seek(now + 1) : pause()), wait);
    label("pause", "❚❚");
  }
  function pause() {
    clearInterval(timer);
    timer = null;
    label("play", "▶");
  }
  function label(text, sign) {
    play.textContent = sign;
    play.setAttribute("aria-label", text);
    play.title = text;
  }
  /** New steps: stay at the end if that is what was shown, and where we are otherwise. */
  function setSteps(next) {
    const atEnd = !timer && now >= steps.length - 1;
    steps = next;
    write(clock, `${steps.length - 1}`, "max");
    walk.hidden = steps.length < 2;
    seek(atEnd ? steps.length - 1 : now);
  }
  return { node, setSteps, pause, seek };
}
