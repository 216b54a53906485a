// Back to the start, play, pause, one step on, and the step that is shown: all in the browser, over one trace.

import { element, write } from "./elements.js";

const FRAMES_A_SECOND = 20;

/**
 * The bar under a figure. `setSteps` gives the steps kept.
 *
 * @param {(t: number) => void} show  called with the index of the step to draw
 * @param {(() => void) | null} reset  puts the controls back; null where there are none
 */
export function transport(show, reset) {
  let now = 0;
  let steps = [0];
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer; // while it plays
  const clock = element("input", { type: "range", min: 0, step: 1, "aria-label": "step shown", class: "am-clock" });
  const shown = element("output", { class: "am-value am-step" });
  const play = button("play", "▶", () => (timer ? pause() : start()));
  const back = button("back to the start", "|◀", () => jump(0));
  const on = button("one step", "▶|", () => jump(now + 1));
  const walk = element("div", { class: "am-walk" }, back, play, on, clock, shown);
  const node = element("div", { class: "am-transport", role: "group", "aria-label": "the walk" }, walk);
  clock.addEventListener("input", () => jump(Number(clock.value)));
  if (reset) {
    const pauseAndReset = () => {
      pause();
      reset();
    };
    node.append(button("reset all controls", "↺ reset", pauseAndReset));
  }

  /**
   * Pause, and show this step.
   *
   * @param {number} t
   */
  function jump(t) {
    pause();
    seek(t);
  }

  /** @param {number} t */
  function seek(t) {
    now = Math.max(0, Math.min(t, steps.length - 1));
    clock.value = `${now}`;
    const text = `step ${steps[now]} of ${steps.at(-1)}`;
    write(shown, text);
    write(clock, text, "aria-valuetext");
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
    timer = undefined;
    label("play", "▶");
  }

  /**
   * What the play button does now.
   *
   * @param {string} text
   * @param {string} sign
   */
  function label(text, sign) {
    play.textContent = sign;
    play.setAttribute("aria-label", text);
    play.title = text;
  }

  /**
   * New steps: stay at the end if that is what was shown, and where we are otherwise.
   *
   * @param {number[]} next
   */
  function setSteps(next) {
    const atEnd = !timer && now >= steps.length - 1;
    steps = next;
    write(clock, `${steps.length - 1}`, "max");
    walk.hidden = steps.length < 2;
    seek(atEnd ? steps.length - 1 : now);
  }
  return { node, setSteps, pause };
}

/**
 * @param {string} label
 * @param {string} sign
 * @param {() => void} action
 */
function button(label, sign, action) {
  return element("button", { type: "button", "aria-label": label, title: label, onclick: action }, sign);
}
