"use strict";
// Search, order, compare and open the units of an atlas.  Without this script the page is a list of pictures.
const by = (id) => document.getElementById(id);
const units = [...document.querySelectorAll(".unit")];
const shown = () => [...document.querySelectorAll(".unit:not([hidden])")];

/** The picture of a unit once more. */
const picture = (unit) => {
  const copy = unit.querySelector("img, .none").cloneNode(true);
  copy.removeAttribute("loading");
  return copy;
};
const caption = (unit) => {
  const says = unit.querySelector(".says").textContent;
  return unit.dataset.name + (says ? `: ${says}` : "");
};

// Each word of the search begins a word of the unit's number and name.
const search = () => {
  const words = (text) => text.toLowerCase().split(/[\s,_-]+/).filter(Boolean);
  const asked = words(by("search").value);
  for (const unit of units) {
    const own = words(unit.dataset.name);
    unit.hidden = !asked.every((word) => own.some((each) => (/^\d+$/.test(word) ? each === word : each.startsWith(word))));
  }
  by("count").value = `${shown().length} of ${units.length} units`;
};

const ORDERS = {
  unit: (a, b) => a.dataset.unit - b.dataset.unit,
  name: (a, b) => called(a).localeCompare(called(b)) || a.dataset.unit - b.dataset.unit,
  score: (a, b) => score(b) - score(a) || a.dataset.unit - b.dataset.unit,
};
const called = (unit) => unit.dataset.name.replace(/^\d+ ?/, "");
const score = (unit) => (unit.dataset.score === "" ? -Infinity : Number(unit.dataset.score));
const order = () => by("units").append(...units.toSorted(ORDERS[by("order").value]));

const compare = () => {
  const picked = units.filter((unit) => unit.querySelector(".pick").checked);
  by("compare").hidden = picked.length === 0;
  by("picked").replaceChildren(
    ...picked.map((unit) => {
      const figure = document.createElement("figure");
      const below = document.createElement("figcaption");
      below.textContent = caption(unit);
      figure.append(picture(unit), below);
      return figure;
    }),
  );
};

// The opened unit is in the address, so that it can be sent and gone back to.
const open = () => {
  const unit = units.find((each) => location.hash === `#unit-${each.dataset.unit}`);
  if (!unit) return by("opened").close();
  const says = document.createElement("p");
  says.textContent = unit.dataset.score === "" ? "" : `activation ${unit.querySelector(".says").textContent}`;
  const more = unit.querySelector(".more").cloneNode(true);
  more.hidden = false;
  by("who").textContent = `Unit ${unit.dataset.name}`;
  by("what").replaceChildren(picture(unit), says, more);
  if (!by("opened").open) by("opened").showModal();
};
const goTo = (unit) => {
  location.hash = unit ? `unit-${unit.dataset.unit}` : "";
};
const step = (by_) => {
  const list = shown();
  const i = list.findIndex((unit) => location.hash === `#unit-${unit.dataset.unit}`);
  goTo(list[(i + by_ + list.length) % list.length]);
};

by("search").addEventListener("input", search);
by("order").addEventListener("change", order);
by("units").addEventListener("change", compare);
document.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
by("clear").addEventListener("click", () => {
  for (const box of document.querySelectorAll(".pick:checked")) box.checked = false;
  compare();
  by("search").focus();
});
by("units").addEventListener("click", (event) => {
  const link = event.target.closest(".open");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  goTo(link.closest(".unit"));
});
by("before").addEventListener("click", () => step(-1));
by("next").addEventListener("click", () => step(1));
by("close").addEventListener("click", () => by("opened").close());
by("opened").addEventListener("close", () => {
  const unit = units.find((each) => location.hash === `#unit-${each.dataset.unit}`);
  history.replaceState(null, "", location.pathname + location.search);
  unit?.querySelector(".open").focus();
});
by("opened").addEventListener("keydown", (event) => {
  if (event.key === "ArrowLeft") step(-1);
  if (event.key === "ArrowRight") step(1);
});
window.addEventListener("hashchange", open);
search();
compare();
open();
