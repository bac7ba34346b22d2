// What was found is taken and cited where it stands: nothing reloads, the button says what became of it.

import { bind } from "./keys.js";
import { cite, take, undo } from "./taking.js";

const HOLDERS = ".quoted, .hit, .kwic li";

/** Name of what was added -> the forms whose buttons say so. */
const said = new Map();

function fieldsOf(form, submitter) {
  return new URLSearchParams(new FormData(form, submitter));
}

function adding(form) {
  return form.querySelector("button[type=submit]");
}

function newUndo(answer) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link";
  button.textContent = "撤销";
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
  if (!answer.name) return;
  const back = newUndo(answer);
  done.after(back);
  said.set(answer.name, { form, parts: [done, back] });
  if (hasFocus) back.focus();
}

function unmark({ detail: name }) {
  const { form, parts } = said.get(name) ?? {};
  if (!form) return;
  const hadFocus = parts.includes(document.activeElement);
  for (const part of parts) part.remove();
  adding(form).hidden = false;
  if (hadFocus) adding(form).focus();
  said.delete(name);
}

async function takeOne(form) {
  const button = adding(form);
  if (!button || button.hidden || button.disabled) return;
  button.disabled = true;
  const answer = await take(fieldsOf(form));
  button.disabled = false;
  if (answer) mark(form, answer);
}

async function takeAll(form, submitter) {
  const fields = fieldsOf(form, submitter);
  submitter.disabled = true;
  const answer = await take(fields);
  submitter.disabled = false;
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
document.addEventListener("taken:undone", unmark);

const isHere = { when: () => current() !== null };
bind("a", "把这条结果加入材料", () => takeOne(current()), isHere);
bind("c", "复制这条结果的引文", () => cite(fieldsOf(current())), isHere);

export function enhance(root) {
  for (const button of root.querySelectorAll("[data-cite]")) button.hidden = false;
}
