// The sheet: the blocks of a briefing as elements, kept as the briefing says without disturbing whoever is typing.

import { shapeOf } from "./editing-content.js";

/** What an empty one says. */
const HINTS = { text: "写一段，或从旁边检索加入", heading: "标题", note: "批注，不打印" };

/** A field is as large as the text that stands behind it. */
export function grow(field) {
  const behind = field.closest(".b-grown");
  if (behind) behind.dataset.text = field.value;
}

export class Sheet {
  constructor(form, quotes) {
    this.form = form;
    this.list = form.querySelector("[data-blocks]");
    this.quotes = quotes;
    this.elements = new Map([...this.list.children].map((each) => [each.dataset.block, each]));
    this.composing = null;
    this.shown = new WeakMap();
  }

  /** Show a content; a field in which an input method composes is left as it is. */
  show(content) {
    this.follow(content);
    const elements = content.blocks.map((each) => this.elementOf(each));
    const staying = new Set(elements);
    for (const each of [...this.list.children]) if (!staying.has(each)) this.drop(each);
    this.arrange(elements);
    content.blocks.forEach((each, at) => this.refill(elements[at], each));
    this.put(this.form.elements.title, content.title);
    this.put(this.form.elements.name, content.name);
    this.putTags(content.tags);
    this.form.querySelector("[data-empty]").hidden = content.blocks.length > 0;
  }

  /** One's own words in a conflict are under another id: the field in which one types goes with them. */
  follow(content) {
    const [element, field] = [this.current(), document.activeElement];
    if (!element || field.name !== "text") return;
    const { block: id } = element.dataset;
    const [here, beside] = [content.blocks.find((each) => each.id === id), content.blocks.find((each) => each.beside === id)];
    if (!here || !beside || here.text === field.value || beside.text !== field.value || this.elements.has(beside.id)) return;
    this.elements.delete(id);
    this.name(element, beside.id);
  }

  name(element, id) {
    element.dataset.block = id;
    element.id = `b-${id}`;
    this.elements.set(id, element);
  }

  drop(element) {
    this.elements.delete(element.dataset.block);
    element.remove();
  }

  elementOf(block) {
    return this.elements.get(block.id) ?? this.make(block);
  }

  make(block) {
    const template = document.querySelector(`[data-new="${block.kind === "quote" ? "quote" : "text"}"]`);
    const element = template.content.firstElementChild.cloneNode(true);
    this.name(element, block.id);
    return element;
  }

  /** Bring the elements into an order: whatever has the focus stays, for it would lose it. */
  arrange(elements) {
    const focused = this.current();
    let place = this.list.firstElementChild;
    for (const each of elements) {
      if (each === focused) while (place !== each) place = this.toEnd(place);
      if (each === place) place = place.nextElementSibling;
      else this.list.insertBefore(each, place);
    }
  }

  toEnd(element) {
    const next = element.nextElementSibling;
    this.list.append(element);
    return next;
  }

  /** Fill an element, unless it shows just this: of a long briefing a letter changes one block. */
  refill(element, block) {
    if (this.shown.get(element) === block) return;
    this.fill(element, block);
    if (!this.isUnfinished(element)) this.shown.set(element, block);
  }

  /** Whether a quote is on its way, or the text of an input method left alone. */
  isUnfinished(element) {
    return element.querySelector("[data-on-its-way]") !== null || element.contains(this.composing);
  }

  fill(element, block) {
    const shape = shapeOf(block);
    element.dataset.shape = shape;
    element.toggleAttribute("data-beside", block.beside !== "");
    this.fillConflict(element, block);
    if (block.kind === "quote") return this.fillQuote(element, block);
    const field = element.querySelector("textarea");
    const select = element.querySelector("select");
    select.value = shape;
    field.setAttribute("aria-label", select.selectedOptions[0].text);
    field.placeholder = HINTS[block.kind];
    this.put(field, block.text);
  }

  put(field, text) {
    if (field.value === text || field === this.composing) return;
    const { selectionStart, selectionEnd } = field;
    field.value = text;
    if (field === document.activeElement) field.setSelectionRange(selectionStart, selectionEnd);
    grow(field);
  }

  putTags(tags) {
    const field = this.form.elements.tags;
    if (field !== document.activeElement) this.put(field, tags.join(" "));
  }

  fillConflict(element, block) {
    const there = element.querySelector(".b-conflict");
    if (block.beside === "") there?.remove();
    else if (!there) {
      const template = document.querySelector('[data-new="conflict"]');
      element.querySelector(".b-acts").before(template.content.cloneNode(true));
    }
  }

  fillQuote(element, block) {
    const place = element.querySelector("[data-quoted]");
    if (place.querySelector("[data-code]")?.dataset.code !== block.excerpt) {
      place.replaceChildren(...this.quotes.of(block.excerpt));
    }
    const known = place.querySelector("[data-version]");
    element.toggleAttribute("data-kept", Boolean(known) && block.kept > 0 && block.kept >= Number(known.dataset.version));
  }

  /** The block in which the focus is. */
  current() {
    const element = document.activeElement?.closest("[data-block]");
    return element && this.list.contains(element) ? element : null;
  }

  /** Put the caret into a block: at its end, or so many characters after its beginning. */
  focus(id, at = Infinity) {
    const element = this.elements.get(id);
    const field = element?.querySelector("textarea") ?? element?.querySelector(".b-handle");
    if (!field) return;
    field.focus();
    const place = Math.min(at, field.value.length);
    if (field.localName === "textarea") field.setSelectionRange(place, place);
  }
}
