// From mark to mark on a report's page, and at its ends on to the report beside it.

import { bind } from "./keys.js";

const bar = () => document.querySelector("nav.hits");
const marks = () => [...document.querySelectorAll(".sheet mark[id]")];
const current = () => document.querySelector(".sheet mark.now[id]");
const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

/** The first mark that begins below the bar, for whoever has scrolled on since the last step. */
function atHand(all, by) {
  const top = document.querySelector(".bar").getBoundingClientRect().bottom;
  const below = all.findIndex((mark) => mark.getBoundingClientRect().top >= top);
  const first = below < 0 ? all.length : below;
  return by > 0 ? first : first - 1;
}

function wanted(all, by) {
  const now = all.indexOf(current());
  return now < 0 ? atHand(all, by) : now + by;
}

/** Say at which mark one is, and lead the two links on from there. */
function tell(all, at) {
  const nav = bar();
  const count = nav.querySelector(".count");
  const number = document.createElement("span");
  number.textContent = at + 1;
  count.replaceChildren("第 ", number, ` / ${all.length} 处`);
  for (const link of nav.querySelectorAll("[data-step]")) lead(link, all, at);
}

function lead(link, all, at) {
  const by = Number(link.dataset.step);
  const next = all[at + by];
  const report = by < 0 ? bar().dataset.before : bar().dataset.after;
  const [before, after] = next || !report ? ["上一处", "下一处"] : ["上一篇", "下一篇"];
  link.querySelector("span").textContent = by < 0 ? before : after;
  if (next) link.href = `#${next.id}`;
  else if (report) link.href = report;
  else link.removeAttribute("href");
}

function point(all, at) {
  for (const old of document.querySelectorAll(".sheet mark.now")) old.classList.remove("now");
  const { hit } = all[at].dataset;
  for (const part of document.querySelectorAll(`.sheet mark[data-hit="${hit}"]`)) part.classList.add("now");
  document.getElementById("sheet").dataset.stepped = "";
  const passage = all[at].closest(".passage");
  document.dispatchEvent(new CustomEvent("passage:reached", { detail: Number(passage.id.slice(1)) }));
  tell(all, at);
}

function show(all, at) {
  point(all, at);
  all[at].scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" });
  history.replaceState(history.state, "", address(all[at].id));
}

/** The page's address at a mark: the mark's own name says where one is. */
function address(id) {
  const there = new URL(location.href);
  there.searchParams.delete("hit");
  there.hash = id;
  return there;
}

/** Whether some of it stands in the window, below the bar. */
function isInWindow(element) {
  const place = element.getBoundingClientRect();
  return place.bottom > document.querySelector(".bar").getBoundingClientRect().bottom && place.top < innerHeight;
}

/** Go to the first mark, unless one is to be seen already; a part that is far away is not laid out for it. */
export function bringIntoView() {
  const near = [...document.querySelectorAll(".sheet .part")].filter(isInWindow);
  if (near.some((part) => [...part.querySelectorAll("mark")].some(isInWindow))) return;
  document.querySelector(".sheet mark")?.scrollIntoView({ block: "center" });
}

/** Go so many marks on; where there are no more, to the report beside this one. Whether it went. */
export function step(by) {
  const all = marks();
  const at = wanted(all, by);
  if (all[at]) {
    show(all, at);
    return true;
  }
  const report = by < 0 ? bar().dataset.before : bar().dataset.after;
  if (report) location.assign(report);
  return Boolean(report);
}

function click(event) {
  const link = event.target.closest("[data-step]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  step(Number(link.dataset.step));
}

/** Begin at the mark that the address names, or at the one that the page came with. */
function begin() {
  if (!bar()?.querySelector("[data-step]")) return;
  const all = marks();
  const named = all.find((mark) => mark.id === location.hash.slice(1));
  const at = all.indexOf(named ?? current());
  if (at >= 0) point(all, at);
}

function turn(rel) {
  const link = document.querySelector(`.course [rel="${rel}"]`);
  if (link) location.assign(link.href);
}

export function enhance(root) {
  const nav = root.querySelector("nav.hits");
  if (!nav || nav.dataset.live !== undefined) return;
  nav.dataset.live = "";
  nav.addEventListener("click", click);
  begin();
}

const hasHits = () => Boolean(bar()?.querySelector("[data-step]"));
const hasCourse = () => document.querySelector(".course") !== null;
bind("n", "下一处", () => step(1), { when: hasHits });
bind("N", "上一处", () => step(-1), { when: hasHits });
bind("]", "下一篇", () => turn("next"), { when: hasCourse });
bind("[", "上一篇", () => turn("prev"), { when: hasCourse });
bind("f", "在本篇中查找", () => document.querySelector(".find input[type=search]").select(), {
  when: () => document.querySelector(".find") !== null,
});
window.addEventListener("hashchange", begin);
