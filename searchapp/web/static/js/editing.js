// The page on which a briefing is written. Without this module it is a form; here its parts are put together.

import { Acts } from "./editing-acts.js";
import { Sheet } from "./editing-blocks.js";
import * as beside from "./editing-beside.js";
import { firstChanged } from "./editing-content.js";
import { Desk } from "./editing-desk.js";
import { Drag } from "./editing-drag.js";
import { Keeping } from "./editing-keeping.js";
import { Quotes } from "./editing-quotes.js";
import { Saving } from "./editing-saving.js";
import { Tallies } from "./editing-tallies.js";
import { Typing } from "./editing-typing.js";

/** Say something to who cannot see it; what matters to all of them is shown too. */
function telling(form) {
  const [told, mended] = [document.querySelector("[data-told]"), form.querySelector("[data-mended]")];
  return (text, isShown = false) => {
    if (!isShown) told.textContent = text;
    if (isShown) mended.textContent = text;
    if (isShown) mended.hidden = false;
  };
}

function saying() {
  const place = document.querySelector("[data-saved]");
  return (text, isWrong = false) => {
    place.textContent = text;
    place.classList.toggle("is-wrong", isWrong);
    if (isWrong) place.setAttribute("role", "alert");
    else place.removeAttribute("role");
  };
}

function begin(form) {
  const content = JSON.parse(form.dataset.content);
  const desk = new Desk(content, Number(form.dataset.revision));
  const quotes = new Quotes(form, () => show());
  const sheet = new Sheet(form, quotes);
  const tallies = new Tallies(form);
  const tell = telling(form);
  const undo = form.querySelector("[data-undo]");
  const show = () => {
    sheet.show(desk.content);
    tallies.show(desk.content);
    undo.hidden = !desk.canUndo;
  };
  const typing = new Typing(desk, sheet, tell);
  new Acts(desk, sheet, quotes, tell);
  new Drag(desk, sheet);
  desk.addEventListener("changed", ({ detail }) => {
    show();
    if (detail.at?.id) sheet.focus(detail.at.id, detail.at.place);
  });
  desk.addEventListener("written", () => {
    const isTorn = desk.content.blocks.some((each) => each.beside !== "");
    if (!isTorn) form.querySelector("[data-mended]").hidden = true;
  });
  desk.addEventListener("went", ({ detail }) => {
    const block = firstChanged(detail.before, desk.content);
    if (block) sheet.focus(block.id);
  });
  const saving = new Saving(form, desk, new Keeping(form.dataset.briefing), { say: saying(), tell, idle: () => typing.quiet() });
  show();
  saving.takeOver();
}

export function enhance(root) {
  for (const form of root.querySelectorAll("form[data-briefing]:not([data-live])")) {
    form.dataset.live = "";
    begin(form);
  }
  beside.enhance(root);
}
