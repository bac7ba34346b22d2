// What was found is taken and cited where it stands: nothing reloads, the button says what became of it.

import { bind } from "./keys.js";
import { isShown } from "./selecting.js";
import { cite, isQuoted, take, undo } from "./taking.js";

const HOLDERS = ".quoted, .hit, .kwic li";

function fieldsOf(form, submitter) {
  return new URLSearchParams(new FormData(form, submitter));
}

/** Whether its answer is on the way: nobody takes twice by a double click. */
function isBusy(form) {
  return form.dataset.busy !== undefined;
}

function adding(form) {
  return form.querySelector("button[type=submit]");
}

function newUndo(answer) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link";
  button.textContent = "撤销";
  button.dataset.back = "";
  button.addEventListener("click", () => undo(answer));
  return button;
}

/** In place of the button: that it is done, and the way back. */
function mark(form, answer) {
  const button = adding(form);
  const hasFocus = button === document.activeElement;
  const done = document.createElement("span");
  done.className = "is-taken";
  done.textContent = answer.name ? "已加入 ✓" : "已在材料里 ✓";
  button.hidden = true;
  button.before(done);
  if (answer.name) done.after(newUndo(answer));
  rove(form);
  if (hasFocus) stops(form)[0].focus();
}

const stops = (form) => [...form.querySelectorAll("button:not([hidden])")];

/** One stop of the Tab key for the acts on a hit; the arrow keys lead from one to the other. */
function rove(form) {
  stops(form).forEach((button, at) => {
    button.tabIndex = at === 0 ? 0 : -1;
  });
}

function arrow(event) {
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const form = event.target.closest?.("form[data-pick]");
  if (!by || !form) return;
  const all = stops(form);
  event.preventDefault();
  all[(all.indexOf(event.target) + by + all.length) % all.length].focus();
}

function unmark(form) {
  const hadFocus = form.contains(document.activeElement);
  for (const part of form.querySelectorAll(".is-taken, [data-back]")) part.remove();
  adding(form).hidden = false;
  rove(form);
  if (hadFocus) adding(form).focus();
}

/** Say of each hit whether its words are quoted: the page may be older than the briefing. */
function tellOfAll() {
  for (const form of document.querySelectorAll("form[data-pick]")) {
    const [is, isTold] = [isQuoted(form.dataset.pick), adding(form).hidden];
    if (is === false && isTold) unmark(form);
    if (is && !isTold && !isBusy(form)) mark(form, { name: "" });
  }
}

async function takeOne(form) {
  if (adding(form).hidden || isBusy(form)) return;
  form.dataset.busy = "";
  const answer = await take(fieldsOf(form));
  delete form.dataset.busy;
  if (answer) mark(form, answer);
}

async function takeAll(form, submitter) {
  if (isBusy(form)) return;
  form.dataset.busy = "";
  const answer = await take(fieldsOf(form, submitter));
  delete form.dataset.busy;
  if (answer) form.closest("details").open = false;
}

function submit(event) {
  const form = event.target;
  if (!form.matches("[data-pick], [data-pick-all]")) return;
  event.preventDefault();
  if (form.matches("[data-pick]")) takeOne(form);
  else takeAll(form, event.submitter);
}

function click(event) {
  const button = event.target.closest?.("[data-cite]");
  if (button) cite(fieldsOf(button.form));
}

/** The form of the hit at which one is. */
function current() {
  const holder = document.activeElement?.closest(HOLDERS);
  return holder?.querySelector("form[data-pick]") ?? null;
}

document.addEventListener("submit", submit);
document.addEventListener("click", click);
document.addEventListener("keydown", arrow);
document.addEventListener("filling:changed", tellOfAll);
document.addEventListener("page:changed", tellOfAll);

const isHere = { when: () => current() !== null && !isShown() };
bind("a", "把这条结果加入材料", () => takeOne(current()), isHere);
bind("c", "复制这条结果的引文", () => cite(fieldsOf(current())), isHere);

export function enhance(root) {
  for (const button of root.querySelectorAll("[data-cite]")) rove(button.form);
}
