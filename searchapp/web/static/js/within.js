// A search within the report while one types: the server says which passages have marks, and these are put in place.

import { isComposing } from "./box.js";
import * as hits from "./hits.js";

/** So long after the last letter the server is asked. */
const PAUSE = 120;

/** The letters of an input method are not yet text. */
let composing = false;
let waiting = 0;
let running = null;

/** The address that the form would lead to, of the page or of its marks alone. */
function addressOf(form, path) {
  const url = new URL(path, location.href);
  const fields = [...new FormData(form)].filter(([, value]) => value.trim() !== "");
  url.search = new URLSearchParams(fields);
  return url;
}

/** What the server answers; null where another was asked meanwhile. */
async function fetched(address) {
  const own = (running = new AbortController());
  try {
    const answer = await fetch(address, { signal: own.signal });
    if (!answer.ok) throw new Error(`no marks: ${answer.status}`);
    const html = await answer.text();
    return own.signal.aborted ? null : new DOMParser().parseFromString(html, "text/html");
  } catch (error) {
    if (own.signal.aborted) return null;
    throw error;
  }
}

/** The text of a passage as it was without marks, in the same elements. */
function unmark(passage) {
  passage.classList.remove("has-marks");
  for (const mark of passage.querySelectorAll("mark")) mark.replaceWith(...mark.childNodes);
  passage.querySelector("#now")?.remove();
  passage.normalize();
}

function putPassages(coming) {
  const marked = new Set(coming.map((passage) => passage.id));
  for (const old of document.querySelectorAll(".sheet .has-marks")) if (!marked.has(old.id)) unmark(old);
  for (const passage of coming) {
    const here = document.getElementById(passage.id);
    here.className = passage.className;
    here.replaceChildren(...passage.childNodes);
  }
}

/** The outline stays, for the reading position is marked in it; only its counts are others. */
function putCounts(coming) {
  for (const entry of document.querySelectorAll(".outline a[data-passage]")) entry.querySelector(".count")?.remove();
  const entries = document.querySelectorAll(".outline a[data-passage]");
  coming.querySelectorAll(".outline li").forEach((line, at) => {
    if (line.firstElementChild) entries[at].append(document.adoptNode(line.firstElementChild));
  });
}

function putChildren(coming, selector) {
  document.querySelector(selector).replaceChildren(...coming.querySelector(selector).childNodes);
}

function put(coming) {
  putPassages([...coming.querySelectorAll(".passage.has-marks")]);
  putCounts(coming);
  for (const part of ["#asked", "#found", "nav.hits"]) putChildren(coming, part);
  const [nav, next] = [document.querySelector("nav.hits"), coming.querySelector("nav.hits")];
  nav.className = next.className;
  for (const side of ["before", "after"]) {
    if (next.dataset[side]) nav.dataset[side] = next.dataset[side];
    else delete nav.dataset[side];
  }
  delete document.getElementById("sheet").dataset.stepped;
}

/** Put what is marked in place; whether that is what stands in the field, null where it is no longer. */
async function look(form) {
  clearTimeout(waiting);
  running?.abort();
  const typed = form.find.value.trim();
  if (composing) return null;
  if (typed === form.dataset.answered) return true;
  try {
    const coming = await fetched(addressOf(form, form.dataset.marks));
    if (coming === null) return null;
    put(coming);
  } catch {
    return false;
  }
  form.dataset.answered = typed;
  history.replaceState(history.state, "", addressOf(form, form.action));
  if (typed) hits.bringIntoView();
  return true;
}

function soon(form) {
  clearTimeout(waiting);
  waiting = setTimeout(look, PAUSE, form);
}

/** Enter goes to the next place; where the server does not answer, the form is sent as without script. */
async function submit(event) {
  const form = event.target;
  event.preventDefault();
  const isNew = form.find.value.trim() !== form.dataset.answered;
  const isThere = await look(form);
  if (isThere === false) form.submit();
  if (isThere && !isNew) hits.step(1);
}

function enter(event) {
  if (event.key !== "Enter") return;
  if (composing || isComposing(event)) event.preventDefault();
  else if (event.shiftKey) {
    event.preventDefault();
    hits.step(-1);
  }
}

export function enhance(root) {
  const form = root.querySelector("form.find[data-marks]");
  if (!form || form.dataset.answered !== undefined) return;
  const field = form.find;
  form.dataset.answered = field.defaultValue.trim();
  field.addEventListener("compositionstart", () => {
    composing = true;
  });
  field.addEventListener("compositionend", () => {
    composing = false;
    soon(form);
  });
  field.addEventListener("input", (event) => event.isComposing || soon(form));
  field.addEventListener("keydown", enter);
  form.addEventListener("submit", submit);
}
