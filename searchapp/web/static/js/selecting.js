// Words selected of a report, on its sheet or in a hit: a small bar at the selection takes them, cites them, leads on.
//
// A place in a passage is counted in characters as the server counts them, not in the halves of which
// JavaScript makes the rarer ones; what stands in the margin is no part of a passage.

import { bind, isTyping } from "./keys.js";
import { cite, lastStyle, link, take, tell } from "./taking.js";

/** More passages are not taken at once. */
const MOST = 200;
const GAP = 8;
const MARGINAL = "a.number, .take, [data-cut]";
const PASSAGES = ".sheet .passage, blockquote[data-passage]";

const sheet = () => document.getElementById("sheet");
const picker = () => document.getElementById("picker");
const isNarrow = () => window.matchMedia("(max-width: 860px)").matches;

let isPressed = false;
/** Whether one went on to a mark since something was selected. */
let isPassed = false;
let dismissed = "";

/* Places */

/** The texts of a passage, one after the other: together they are the passage. */
function textsOf(passage) {
  const isText = (node) => (node.parentElement.closest(MARGINAL) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  const walker = document.createTreeWalker(passage, NodeFilter.SHOW_TEXT, isText);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
}

const lengthOf = (text) => [...text].length;

/** How many characters of a passage stand before a point of the document. */
function offsetAt(passage, node, offset) {
  const point = document.createRange();
  point.setStart(node, offset);
  let before = 0;
  for (const text of textsOf(passage)) {
    if (text === node) return before + lengthOf(text.data.slice(0, offset));
    if (point.comparePoint(text, 0) >= 0) return before;
    before += lengthOf(text.data);
  }
  return before;
}

const passages = () => [...document.querySelectorAll(PASSAGES)];

/** Of which report, version and passage an element has the words, and from which character on. */
function sourceOf(element) {
  const { report, version } = element.closest("[data-report]").dataset;
  const { passage = element.id.slice(1), from = 0 } = element.dataset;
  return { report, version, passage: Number(passage), from: Number(from) };
}

/** The words of a range in each passage: where it is from, and the characters from start to end. */
export function spansIn(range) {
  const reached = passages().filter((passage) => range.intersectsNode(passage));
  return reached.map((passage) => spanIn(passage, range)).filter(({ words }) => words.trim() !== "");
}

function spanIn(passage, range) {
  const start = offsetAt(passage, range.startContainer, range.startOffset);
  const end = offsetAt(passage, range.endContainer, range.endOffset);
  const text = textsOf(passage).map(({ data }) => data).join("");
  const { from, ...source } = sourceOf(passage);
  return { ...source, start: from + start, end: from + end, words: [...text].slice(start, end).join("") };
}

/** A node and an offset in it, so many characters into a passage. */
function pointAt(passage, offset) {
  let left = offset;
  const texts = textsOf(passage);
  for (const text of texts) {
    const length = lengthOf(text.data);
    if (left <= length) return [text, [...text.data].slice(0, left).join("").length];
    left -= length;
  }
  return [texts.at(-1), texts.at(-1).length];
}

function rangeOf({ passage: number, start, end }) {
  const passage = document.getElementById(`p${number}`);
  const range = document.createRange();
  range.setStart(...pointAt(passage, start));
  range.setEnd(...pointAt(passage, end));
  return range;
}

/* What is meant */

function selected() {
  const selection = document.getSelection();
  if (!picker() || !selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const grounds = sheet() ? [sheet()] : passages();
  return grounds.some((each) => range.intersectsNode(each)) ? range : null;
}

function fieldsFor(spans, more = {}) {
  const fields = new URLSearchParams(more);
  for (const { report, version, passage, start, end } of spans) {
    fields.append("at", [report, version, passage, start, end].join("."));
  }
  return fields;
}

/** The passage that the reader is at: the focus, the current mark, what the address names. */
function passageHere() {
  const focused = document.activeElement?.closest(".passage");
  const marked = sheet().querySelector("mark.now")?.closest(".passage");
  return focused ?? marked ?? sheet().querySelector(".passage:target");
}

/** The current mark, else the first of the passage that the reader is at. */
function markHere() {
  return sheet().querySelector("mark.now") ?? passageHere()?.querySelector("mark") ?? null;
}

/** What a key means: the selection, else the sentence with the mark; null where there is neither. */
function meant() {
  const range = isPassed ? null : selected();
  if (range) return fieldsFor(spansIn(range));
  const mark = sheet() && markHere();
  if (!mark) return null;
  const around = document.createRange();
  around.selectNodeContents(mark);
  return fieldsFor(spansIn(around), { widen: "sentences" });
}

/* Acts */

/** Name of what was added -> its ranges. */
const shown = new Map();

/** Show on the sheet what was taken, where the browser can. */
function highlight({ excerpts, name }) {
  if (!sheet()) return;
  shown.set(name, excerpts.map(rangeOf));
  paint();
}

function unhighlight({ detail: name }) {
  if (shown.delete(name)) paint();
}

function paint() {
  if (!window.Highlight || !CSS.highlights) return;
  if (!CSS.highlights.has("taken")) document.adoptedStyleSheets.push(newRule());
  CSS.highlights.set("taken", new Highlight(...[...shown.values()].flat()));
}

/** How it is shown. A browser that knows no highlights would find an error in the style sheet. */
function newRule() {
  const rule = new CSSStyleSheet();
  rule.replaceSync("::highlight(taken) { text-decoration: underline 2px var(--come-ink); }");
  return rule;
}

async function act(how, fields) {
  if (!fields || !fields.has("at")) return tell("先选中一句话，再按这个键；整段按 Shift+A。");
  if (fields.getAll("at").length > MOST) return tell(`选中的超过 ${MOST} 段，请分几次。`);
  const answer = await how(fields);
  if (answer) highlight(answer);
  return answer;
}

async function takeSelected() {
  if (await act(take, meant())) hide();
}

function takePassage() {
  const passage = passageHere();
  if (!passage) return tell("还不知道是哪一段：用 n 走到一处标记，或点一下段号，再按 Shift+A。");
  return act(take, wholeOf(passage.id.slice(1)));
}

function wholeOf(number) {
  const { report, version } = sheet().dataset;
  return new URLSearchParams({ at: `${report}.${version}.${number}` });
}

const ACTS = {
  take: takeSelected,
  cite: () => act(cite, meant()),
  link: () => act(link, meant()),
  styles: () => showStyles(picker().querySelector(".styles").hidden),
};

/* The bar */

function showStyles(on) {
  const styles = picker().querySelector(".styles");
  const last = styles.querySelector(`[data-style="${CSS.escape(lastStyle())}"]`);
  if (last) styles.prepend(last);
  styles.hidden = !on;
  picker().querySelector("[data-act=styles]").setAttribute("aria-expanded", String(on));
  if (on) styles.querySelector("button").focus();
}

function hide() {
  if (!picker()) return;
  picker().hidden = true;
  showStyles(false);
}

/** Under the end of the selection, or over its beginning where there is no room; in a narrow window at the thumb. */
function put(range) {
  const bar = picker();
  bar.style.left = bar.style.top = "";
  if (isNarrow()) return;
  const rects = [...range.getClientRects()].filter(({ width }) => width > 0);
  if (!rects.length) return;
  const [first, last] = [rects[0], rects.at(-1)];
  const { width, height } = bar.getBoundingClientRect();
  const top = document.querySelector(".bar").getBoundingClientRect().bottom + GAP;
  const below = last.bottom + GAP;
  const wanted = below + height > innerHeight ? first.top - height - GAP : below;
  const at = Math.min(Math.max(wanted, top), innerHeight - height - GAP);
  const left = Math.min(Math.max(last.right - width, GAP), document.documentElement.clientWidth - width - GAP);
  bar.style.top = `${at + scrollY}px`;
  bar.style.left = `${left + scrollX}px`;
}

function lead(spans) {
  const [{ report, version, passage, start, end }] = spans;
  const alike = picker().querySelector("[data-act=alike]");
  alike.href = `/reports/${report}/p${passage}/alike?${new URLSearchParams({ start, end, version })}`;
}

function update() {
  const bar = picker();
  if (!bar || isPressed || isPassed || bar.contains(document.activeElement)) return;
  const range = selected();
  const spans = range ? spansIn(range) : [];
  const key = JSON.stringify(spans);
  if (!spans.length || key === dismissed) return hide();
  dismissed = "";
  bar.hidden = false;
  lead(spans);
  put(range);
}

function soon() {
  requestAnimationFrame(update);
}

function selectAgain() {
  isPassed = false;
  soon();
}

function pass() {
  isPassed = true;
  hide();
}

function press({ pointerType }) {
  isPressed = pointerType === "mouse";
}

function release() {
  isPressed = false;
  soon();
}

function dismiss() {
  const range = selected();
  dismissed = range ? JSON.stringify(spansIn(range)) : "";
  const hadFocus = picker().contains(document.activeElement);
  hide();
  if (hadFocus) document.activeElement.blur();
}

function keydown(event) {
  const bar = picker();
  if (!bar || bar.hidden || isTyping(event)) return;
  if (event.key === "Escape") dismiss();
  if (event.key === "Tab" && !event.shiftKey && !bar.contains(document.activeElement)) {
    event.preventDefault();
    bar.querySelector("button").focus();
  }
}

function click(event) {
  const button = event.target.closest("[data-act], [data-style]");
  if (!button) return;
  const { act: name, style } = button.dataset;
  if (style) {
    showStyles(false);
    act((fields) => cite(fields, style), meant());
  } else ACTS[name]?.();
}

/** The quiet button beside a passage takes all of it. */
function submit(event) {
  if (event.target.id !== "take") return;
  event.preventDefault();
  act(take, wholeOf(event.submitter.value));
}

document.addEventListener("selectionchange", selectAgain);
document.addEventListener("passage:reached", pass);
document.addEventListener("pointerdown", press);
document.addEventListener("pointerup", release);
document.addEventListener("pointercancel", release);
document.addEventListener("keydown", keydown);
document.addEventListener("submit", submit);
document.addEventListener("taken:undone", unhighlight);
addEventListener("resize", soon);

const isOnSheet = () => sheet()?.dataset.report !== undefined;
/** Whether the bar stands at a selection: keys are about that then. */
export const isShown = () => picker()?.hidden === false;

const isHere = { when: () => isOnSheet() || isShown() };
bind("a", "把选中的或标记所在的句子加入材料", takeSelected, isHere);
bind("A", "把这一段加入材料", takePassage, { when: isOnSheet });
bind("c", "复制选中的或标记所在句子的引文", ACTS.cite, isHere);

export function enhance(root) {
  const bar = root.querySelector("#picker");
  if (!bar || bar.dataset.live !== undefined) return;
  bar.dataset.live = "";
  // What is clicked in the bar leaves the selection as it is.
  bar.addEventListener("mousedown", (event) => event.preventDefault());
  bar.addEventListener("click", click);
}
