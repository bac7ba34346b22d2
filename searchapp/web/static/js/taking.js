// Excerpts are taken without leaving the page: the server is asked, and what it says is told at #taken,
// in the bar and beside a search. One request goes after the other: the first makes a briefing where there is none.

import { copy } from "./copying.js";

/**
 * @typedef {object} Answer what POST /excerpts says
 * @property {{code: string, url: string, quote: string, passage: number, start: number, end: number,
 *   citations: Record<string, {label: string, plain: string, html: string}>}[]} excerpts
 * @property {{id: number, name: string, count: number, url: string, codes: string[]} | null} briefing
 * @property {string} said
 * @property {string} name of what was added, by which it can be taken out again; "" for nothing
 * @property {string} panel
 */

const UNREACHED = "没有连上检索服务，请再试一次。";
const KEPT_AS = "citing";

/** So long, in milliseconds, one is told of something, unless one is at it. */
const TOLD = 12_000;

let waiting = Promise.resolve();
let telling = 0;

const place = () => document.getElementById("taken");

/** What the server answers to a form; its words are told where it refuses. Null then. */
async function sent(path, fields) {
  if (document.getElementById("filling")) fields.set("panel", "1");
  try {
    const answer = await fetch(path, { method: "POST", headers: { Accept: "application/json" }, body: fields });
    const said = await answer.json();
    if (answer.ok) return said;
    tell(said.said);
  } catch {
    tell(UNREACHED);
  }
  return null;
}

function ask(path, fields) {
  const asked = waiting.then(() => sent(path, fields));
  waiting = asked;
  return asked;
}

/** Take what the fields name into the briefing; the answer, null where nothing was taken. */
export async function take(fields) {
  const answer = await ask(place().dataset.take, fields);
  if (answer) {
    show(answer);
    tell(answer.said, acts(answer));
  }
  return answer;
}

/** Take out again what was put in at once; whether that is done. */
export async function undo({ briefing, name }) {
  const fields = new URLSearchParams({ briefing: briefing.id, name });
  const answer = await ask(place().dataset.undo, fields);
  if (answer) {
    show(answer);
    tell(answer.said);
    document.dispatchEvent(new CustomEvent("taken:undone", { detail: name }));
  }
  return answer !== null;
}

/** Have the words that the fields name on the clipboard, cited as the last time or in a style. */
export async function cite(fields, style = lastStyle()) {
  fields.set("briefing", "none");
  const answer = await ask(place().dataset.take, fields);
  if (answer) await copyAs(answer, style);
  return answer;
}

/** Have the address of an excerpt on the clipboard. */
export async function link(fields) {
  fields.set("briefing", "none");
  const answer = await ask(place().dataset.take, fields);
  if (!answer) return null;
  const urls = answer.excerpts.map(({ url }) => url);
  const html = urls.map((url) => `<a href="${url}">${url}</a>`).join("<br>\n");
  await copied({ plain: urls.join("\n"), html }, "链接已复制，以后一直有效。");
  return answer;
}

/** The style in which one cited last; the first one where nothing is known. */
export function lastStyle() {
  try {
    return localStorage.getItem(KEPT_AS) ?? "sentence";
  } catch {
    return "sentence";
  }
}

function keepStyle(style) {
  try {
    localStorage.setItem(KEPT_AS, style);
  } catch {
    // The browser keeps nothing: the first style is offered again.
  }
}

async function copyAs(answer, style) {
  const cited = answer.excerpts.map(({ citations }) => citations[style] ?? Object.values(citations)[0]);
  const text = { plain: cited.map(({ plain }) => plain).join("\n\n"), html: cited.map(({ html }) => html).join("\n") };
  keepStyle(style);
  await copied(text, `已复制引文（${cited[0].label}）。${answer.said}`, others(answer, style));
}

/** Copy, and say so; where that cannot be, show the text to be copied by hand. */
async function copied(text, said, more = []) {
  if (await copy(text)) return tell(said, more);
  const field = document.createElement("textarea");
  field.readOnly = true;
  field.rows = 4;
  field.value = text.plain;
  field.setAttribute("aria-label", "引文");
  tell("浏览器不让复制，请选中后自己复制：", [field]);
  field.select();
}

/** Buttons that copy the same in other styles. */
function others(answer, style) {
  const [{ citations }] = answer.excerpts;
  const rest = Object.entries(citations).filter(([name]) => name !== style);
  return rest.map(([name, { label }]) => button(label, () => copyAs(answer, name)));
}

function acts(answer) {
  const open = document.createElement("a");
  open.href = answer.briefing.url;
  open.textContent = "打开材料";
  return answer.name ? [button("撤销", () => undo(answer)), open] : [open];
}

function button(label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "link";
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}

/** Codes of what the briefing quotes; null as long as the page was told nothing since it came. */
let codes = null;

/** Whether the briefing quotes an excerpt whose code begins so; undefined where the page says it as it came. */
export const isQuoted = (code) => codes?.some((each) => each.startsWith(code));

/** Show the briefing as it is now, on a page that was made before. */
async function lookAgain() {
  const answer = await fetch(place().dataset.now).catch(() => null);
  const now = answer?.ok ? await answer.json() : { briefing: null };
  if (now.briefing) show(now);
}

/** A page that one comes back to is as it was when it came: what was taken since is not on it. */
function comeBack({ persisted }) {
  const [{ type } = {}] = performance.getEntriesByType("navigation");
  if (place() && (persisted || type === "back_forward")) lookAgain();
}

/** Say it where it is read aloud, with what can be done about it. */
export function tell(text, more = []) {
  const slip = document.createElement("div");
  const line = document.createElement("p");
  slip.className = "slip";
  line.textContent = text;
  slip.append(line, ...more, button("关闭", () => slip.remove()));
  place().replaceChildren(slip);
  forgetLater(slip);
}

function forgetLater(slip) {
  clearTimeout(telling);
  telling = setTimeout(() => (slip.matches(":hover, :focus-within") ? forgetLater(slip) : slip.remove()), TOLD);
}

function press(event) {
  if (event.key === "Escape" && !event.isComposing) place()?.replaceChildren();
}

/** The briefing in the bar at the top, and beside a search. */
function show({ briefing, panel }) {
  codes = briefing.codes;
  document.dispatchEvent(new CustomEvent("filling:changed"));
  const filled = document.querySelector("[data-filled]");
  if (filled) {
    filled.textContent = briefing.count;
    filled.title = `“${briefing.name}”里的引文`;
  }
  const aside = document.getElementById("filling");
  if (!aside) return;
  const coming = new DOMParser().parseFromString(panel, "text/html");
  aside.replaceChildren(...coming.body.childNodes);
  aside.hidden = false;
  aside.closest(".columns").classList.add("is-filling");
}

async function submit(event) {
  if (!event.target.matches("#taken form")) return;
  event.preventDefault();
  const fields = new FormData(event.target);
  await undo({ briefing: { id: fields.get("briefing") }, name: fields.get("name") });
}

document.addEventListener("submit", submit);
document.addEventListener("keydown", press);
addEventListener("pageshow", comeBack);

export function enhance() {}
