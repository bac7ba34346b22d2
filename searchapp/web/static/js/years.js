// Bars of years: drag over several, or hold Shift and press an arrow, to choose the years from one to another.

import { visit } from "./navigate.js";

function yearOf(bar) {
  return Number(bar.dataset.year);
}

function light(bars, from, to) {
  const [first, last] = [Math.min(from, to), Math.max(from, to)];
  for (const bar of bars.children) {
    bar.classList.toggle("in-reach", first <= yearOf(bar) && yearOf(bar) <= last);
  }
}

function unlight(bars) {
  for (const bar of bars.children) bar.classList.remove("in-reach");
}

/** The address without any year, with the years from one to another. */
function addressOf(bars, from, to) {
  const url = new URL(bars.dataset.years, location.href);
  const [first, last] = [from, to].sort((a, b) => a - b);
  url.searchParams.append("year", first === last ? `${first}` : `${first}..${last}`);
  return url.href;
}

function barAt(bars, x) {
  const within = [...bars.children].findLast((bar) => bar.getBoundingClientRect().left <= x);
  return within ?? bars.firstElementChild;
}

/** From the bar where the button went down to the one where it comes up; over none but the first it is a click. */
function dragged(bars) {
  let from = null;
  let to = null;
  let isDrag = false;
  bars.addEventListener("pointerdown", (event) => {
    const bar = event.target.closest("[data-year]");
    from = to = bar && event.button === 0 && event.pointerType !== "touch" ? yearOf(bar) : null;
    isDrag = false;
  });
  bars.addEventListener("pointermove", (event) => {
    if (from === null || event.buttons !== 1) return;
    to = yearOf(barAt(bars, event.clientX));
    if (to !== from && !isDrag) bars.setPointerCapture(event.pointerId);
    isDrag ||= to !== from;
    if (isDrag) light(bars, from, to);
  });
  bars.addEventListener("pointerup", () => {
    if (isDrag) visit(addressOf(bars, from, to));
    from = null;
  });
  bars.addEventListener("pointercancel", () => {
    from = null;
    isDrag = false;
    unlight(bars);
  });
  // The click that ends a drag is nobody's choice of one year.
  bars.addEventListener("click", (event) => {
    if (isDrag) event.preventDefault();
    isDrag = false;
  });
}

const STEPS = { ArrowLeft: -1, ArrowRight: 1 };

function stretched(bars) {
  let anchor = null;
  bars.addEventListener("keydown", (event) => {
    const bar = event.target.closest("[data-year]");
    const next = [...bars.children].at([...bars.children].indexOf(bar) + (STEPS[event.key] ?? 0));
    if (!event.shiftKey || !(event.key in STEPS) || !next) return;
    event.preventDefault();
    anchor ??= yearOf(bar);
    if (Math.sign(yearOf(next) - yearOf(bar)) === STEPS[event.key]) next.querySelector("a").focus();
    light(bars, anchor, yearOf(document.activeElement.closest("[data-year]")));
  });
  bars.addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || anchor === null) return;
    const from = anchor;
    anchor = null;
    visit(addressOf(bars, from, yearOf(document.activeElement.closest("[data-year]"))));
  });
  bars.addEventListener("focusout", (event) => {
    if (bars.contains(event.relatedTarget)) return;
    anchor = null;
    unlight(bars);
  });
}

export function enhance(root) {
  for (const bars of root.querySelectorAll(".bars[data-years]")) {
    dragged(bars);
    stretched(bars);
  }
}
