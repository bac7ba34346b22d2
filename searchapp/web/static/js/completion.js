// What the box offers: while one types, the part at the caret, as places, sections and phrases of the reports;
// while it is empty, the last searches of this browser, each with what was chosen beside it.
//
// Nothing is offered while an input method composes. Enter searches unless an offer is chosen by arrow.

import { isComposing } from "./box.js";
import { go } from "./navigate.js";

const PAUSE = 80;

class Completion {
  constructor(input) {
    this.input = input;
    this.list = this.newList();
    this.offers = [];
    this.chosen = -1;
    this.running = null;
    this.waiting = 0;
  }

  newList() {
    const list = document.createElement("ul");
    list.id = "offers";
    list.className = "card completions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "补全");
    this.input.closest("form").append(list);
    return list;
  }

  begin() {
    const { input, list } = this;
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list",
    })) input.setAttribute(name, value);
    input.addEventListener("input", (event) => !event.isComposing && this.later());
    input.addEventListener("compositionstart", () => this.close());
    input.addEventListener("compositionend", () => this.later());
    input.addEventListener("focus", () => this.begins());
    input.addEventListener("click", () => this.list.hidden && this.begins());
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("blur", () => this.close());
    input.form.addEventListener("submit", () => this.close());
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => this.clicked(event));
  }

  /** One has come to the box: it offers something by itself while nothing stands in it. */
  begins() {
    if (this.input.value === "") this.ask();
  }

  later() {
    this.abandon();
    this.waiting = setTimeout(() => this.ask(), PAUSE);
  }

  abandon() {
    clearTimeout(this.waiting);
    this.running?.abort();
    this.running = null;
  }

  async ask() {
    const { value, selectionStart } = this.input;
    const isBlank = value !== "" && value.trim() === "";
    if (isBlank || document.activeElement !== this.input) return this.close();
    const own = (this.running = new AbortController());
    try {
      const offers = await offersFor(value, selectionStart, own.signal);
      if (this.running === own && this.input.value === value) this.show(offers);
    } catch {
      if (this.running === own) this.close();
    }
  }

  show(offers) {
    this.offers = offers;
    this.chosen = -1;
    this.list.setAttribute("aria-label", this.input.value === "" ? "最近检索" : "补全");
    this.list.replaceChildren(...offers.map(option));
    this.open(offers.length > 0);
  }

  open(is) {
    this.list.hidden = !is;
    this.input.setAttribute("aria-expanded", String(is));
    if (!is) this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    this.abandon();
    this.chosen = -1;
    this.open(false);
  }

  press(event) {
    if (isComposing(event) || event.ctrlKey || event.altKey || event.metaKey || this.list.hidden) return;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) this.choose(steps[event.key]);
    else if (event.key === "Escape") this.close();
    else if (this.isTakenBy(event)) this.take();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Tab takes what completes what was typed; a search of its own it leaves, and goes on. */
  isTakenBy(event) {
    const offer = this.offers[this.chosen];
    return offer !== undefined && (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey && !offer.url));
  }

  /** One up or down; between the last and the first none is chosen. */
  choose(step) {
    const places = this.offers.length + 1;
    this.chosen = ((this.chosen + 1 + step + places) % places) - 1;
    [...this.list.children].forEach((each, at) => each.setAttribute("aria-selected", String(at === this.chosen)));
    const chosen = this.list.children[this.chosen];
    if (!chosen) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
  }

  clicked(event) {
    const clicked = event.target.closest("[role='option']");
    this.chosen = [...this.list.children].indexOf(clicked);
    if (this.chosen >= 0) this.take();
  }

  take() {
    const { typed, caret, url } = this.offers[this.chosen];
    this.close();
    if (url) return go(url);
    this.input.value = typed;
    this.input.setSelectionRange(caret, caret);
    this.input.dispatchEvent(new CustomEvent("box:filled", { bubbles: true }));
  }
}

async function answerOf(address, signal) {
  const answer = await fetch(address, { signal });
  return answer.ok ? answer.json() : {};
}

/** What completes the text, then the last searches that go on from it; of no text all of the last ones. */
async function offersFor(value, at, signal) {
  const asked = value === "" ? "/history.json" : `/complete?${new URLSearchParams({ q: value, at })}`;
  const { offers = [], searches = [] } = await answerOf(asked, signal);
  const from = value === "" ? [] : ["最近"];
  const kindOf = (chosen) => [...from, chosen].filter(Boolean).join(" · ");
  return [...offers, ...searches.map(({ typed, chosen, url }) => ({ text: typed, kind: kindOf(chosen), passages: null, url }))];
}

function piece(name, text) {
  const span = document.createElement("span");
  span.className = name;
  span.textContent = text;
  return span;
}

function option({ text, kind, passages, url }, at) {
  const line = document.createElement("li");
  line.classList.toggle("recent", url !== undefined);
  line.id = `offer-${at}`;
  line.setAttribute("role", "option");
  line.setAttribute("aria-selected", "false");
  const count = passages === null ? "" : `${passages} 段`;
  line.append(piece("text", text), piece("kind", kind), piece("count", count));
  return line;
}

export function enhance(root) {
  for (const input of root.querySelectorAll("[data-box] input[name='q']:not([role])")) new Completion(input).begin();
}
