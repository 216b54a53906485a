// A question in a notebook: the prediction goes to Python, which keeps it, and then the explanation is unfolded.

/** @typedef {{ question: string, choices: string[], longest: number, static: string }} Facts */
/** @typedef {{ prediction?: string, when?: string, was?: string }} Kept */
/** @typedef {import("@anywidget/types").AnyModel<{ facts: Facts, kept: Kept, reveals: string }>} Model */

const STYLE = `
.am-predict { box-sizing: border-box; max-width: 760px; color: #222; background: #fff; color-scheme: light;
  border: 1px solid #ccc; border-left: 4px solid #0072b2; border-radius: 6px; padding: 8px 12px;
  font: 14px/1.45 system-ui, sans-serif; }
.am-predict p { margin: 0 0 6px; }
.am-predict fieldset { border: 0; margin: 0 0 6px; padding: 0; display: grid; gap: 2px; }
.am-predict textarea { box-sizing: border-box; width: 100%; font: inherit; color: inherit; background: #fff;
  border: 1px solid #767676; border-radius: 4px; padding: 4px 6px; resize: vertical; }
.am-predict button { font: inherit; color: inherit; padding: 3px 12px; margin-right: 6px; border: 1px solid #767676;
  border-radius: 4px; background: #f4f4f4; cursor: pointer; }
.am-predict button[aria-pressed="true"] { border-color: #0072b2; box-shadow: 0 0 0 1px #0072b2; font-weight: 600; }
.am-predict :focus-visible { outline: 3px solid #e69f00; outline-offset: 2px; }
.am-predict blockquote { margin: 0 0 6px; padding: 2px 10px; border-left: 3px solid #bbb; white-space: pre-wrap; }
.am-predict .am-problem { color: #a31515; }`;
const WAS = ["yes", "partly", "no"];

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 */
function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/**
 * @param {{ model: Model, el: HTMLElement }} view
 */
function render({ model, el }) {
  const { question, choices, longest, static: page } = model.get("facts");
  const hide = make("style", {}, `#${page} { display: none }`);
  const problem = make("p", { class: "am-problem", role: "alert" });
  const body = make("div", { "aria-live": "polite" });
  const heading = make("p", {}, make("b", {}, "Predict. "), question);
  el.append(make("style", {}, STYLE), hide, make("section", { class: "am-predict" }, heading, body, problem));

  /** @param {string} text */
  function keep(text) {
    problem.textContent = text.trim() ? "" : "Say something first: a guess is enough.";
    if (text.trim()) model.send({ kind: "keep", text });
  }

  function ask() {
    const send = make("button", { type: "button" }, "Keep my prediction");
    if (choices.length) {
      const set = make("fieldset", {}, make("legend", { hidden: "" }, question));
      for (const choice of choices) {
        const option = make("input", { type: "radio", name: page, value: choice });
        set.append(make("label", {}, option, ` ${choice}`));
      }
      send.onclick = () => keep(set.querySelector("input:checked")?.getAttribute("value") ?? "");
      return [set, send];
    }
    const text = make("textarea", { rows: "2", maxlength: `${longest}`, "aria-label": "your prediction" });
    text.placeholder = "What do you think will happen, and why?";
    for (const kind of ["keydown", "keyup", "keypress"])
      text.addEventListener(kind, (event) => event.stopPropagation());
    send.onclick = () => keep(text.value);
    return [text, send];
  }

  /** @param {Kept} kept */
  function answer({ prediction = "", was }) {
    const shown = make("div");
    shown.innerHTML = model.get("reveals"); // escaped by Python
    const buttons = WAS.map((word) => {
      const button = make("button", { type: "button", "aria-pressed": `${word === was}` }, word);
      button.onclick = () => model.send({ kind: "was", text: word });
      return button;
    });
    const compare = make("p", {}, "Once you have seen it: was it so? ", ...buttons);
    return [make("p", {}, "You predicted:"), make("blockquote", {}, prediction), shown, compare];
  }

  function draw() {
    const kept = model.get("kept");
    body.replaceChildren(...("prediction" in kept ? answer(kept) : ask()));
    if ("prediction" in kept) unfold(el);
  }

  /** @param {{ kind: string, text: string }} message */
  function listen(message) {
    if (message.kind === "problem") problem.textContent = message.text;
  }

  model.on("change:kept", draw);
  model.on("change:reveals", draw);
  model.on("msg:custom", listen);
  draw();
  return () => {
    model.off("change:kept", draw);
    model.off("change:reveals", draw);
    model.off("msg:custom", listen);
  };
}

/**
 * Unfold the next folded explanation of the page, if there is one below this question.
 *
 * @param {HTMLElement} el
 */
function unfold(el) {
  const folded = [...document.querySelectorAll("details")].find(
    (details) =>
      el.compareDocumentPosition(details) & Node.DOCUMENT_POSITION_FOLLOWING &&
      details.querySelector("summary")?.textContent?.startsWith("Explain"),
  );
  if (folded) folded.open = true;
}

export default { render };
