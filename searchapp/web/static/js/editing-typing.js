// What one types on the sheet: text, paragraphs that are parted and joined, and the keys that move and undo.

import { isComposing } from "./box.js";
import { blockOf, changed, indexOf, inserted, moved, newBlock, removed, shaped } from "./editing-content.js";
import { grow } from "./editing-blocks.js";

const LINE = /\r\n?|\n/;

export class Typing {
  constructor(desk, sheet, tell) {
    Object.assign(this, { desk, sheet, tell });
    this.idle = Promise.resolve();
    const { form } = sheet;
    form.addEventListener("change", (event) => this.choose(event));
    form.addEventListener("paste", (event) => this.paste(event));
    // The name stands in the bar, and is a field of the form all the same.
    for (const place of [form, form.elements.name]) {
      place.addEventListener("input", (event) => this.input(event));
      place.addEventListener("keydown", (event) => this.press(event));
      place.addEventListener("beforeinput", (event) => this.undoOtherwise(event));
    }
    document.addEventListener("compositionstart", (event) => this.beginComposing(event));
    document.addEventListener("compositionend", (event) => this.endComposing(event));
  }

  /* Composition: until it ends, its letters are nobody's text, and the field is left alone. */

  beginComposing({ target }) {
    if (target.form !== this.sheet.form) return;
    this.sheet.composing = target;
    this.idle = new Promise((resolve) => (this.settle = resolve));
  }

  endComposing({ target }) {
    if (this.sheet.composing !== target) return;
    this.sheet.composing = null;
    this.take(target);
    this.settle();
  }

  /** Come back when no input method composes. */
  async quiet() {
    while (this.sheet.composing) await this.idle;
  }

  input(event) {
    grow(event.target);
    if (event.isComposing || this.sheet.composing) return;
    this.take(event.target);
  }

  /** What a field says is what the briefing says. */
  take(field) {
    const { content } = this.desk;
    const id = field.closest("[data-block]")?.dataset.block;
    if (id && field.name === "text") this.desk.change(changed(content, id, { text: field.value }), { group: `text:${id}` });
    else if (field.name === "title") this.desk.change({ ...content, title: field.value.replace(/\n/g, "") }, { group: "title" });
    else if (field.name === "name" && field.value.trim()) this.desk.change({ ...content, name: field.value.trim() }, { group: "name" });
    else if (field.name === "tags") this.desk.change({ ...content, tags: tagsOf(field.value) }, { group: "tags" });
  }

  choose({ target }) {
    if (target.name !== "shape") return;
    const id = target.closest("[data-block]").dataset.block;
    this.desk.change(changed(this.desk.content, id, shaped(target.value)), { at: { id } });
  }

  /* Keys */

  press(event) {
    if (isComposing(event) || this.sheet.composing) return;
    const act = this.actFor(event);
    if (act && act() !== false) event.preventDefault();
  }

  actFor(event) {
    const { key, altKey, shiftKey } = event;
    if ((event.ctrlKey || event.metaKey) && !altKey) return this.undoing(key.toLowerCase(), shiftKey);
    const id = event.target.closest("[data-block]")?.dataset.block;
    if (altKey) return id && key in STEPS ? () => this.move(id, STEPS[key]) : null;
    if (key === "Delete" && event.target.classList.contains("b-handle")) return () => this.remove(id);
    if (event.target.name === "title" && key === "Enter") return () => this.begin();
    if (event.target.name === "text") return this.writing(key, event.target, id);
    return event.target.localName === "input" && key === "Enter" ? () => {} : null;
  }

  undoing(key, isBack) {
    if (key === "y" || (key === "z" && isBack)) return () => this.desk.redo();
    return key === "z" ? () => this.desk.undo() : null;
  }

  writing(key, field, id) {
    const { selectionStart: start, selectionEnd: end, value } = field;
    const acts = {
      Enter: () => this.part(id, start, end),
      Backspace: () => (start === 0 && end === 0 ? this.join(id) : false),
      ArrowUp: () => (start === 0 && end === 0 ? this.step(id, -1) : false),
      ArrowDown: () => (start === value.length && end === start ? this.step(id, 1) : false),
    };
    return acts[key];
  }

  /** Enter: what stands behind the caret is a paragraph of its own. */
  part(id, start, end) {
    const { content } = this.desk;
    const block = blockOf(content, id);
    const after = newBlock(block.kind === "note" ? "note" : "text", { text: block.text.slice(end) });
    const left = changed(content, id, { text: block.text.slice(0, start) });
    this.desk.change(inserted(left, indexOf(content, id) + 1, after), { at: { id: after.id, place: 0 } });
  }

  /** Backspace at the beginning: an empty block goes; a paragraph joins the one before it. */
  join(id) {
    const { content } = this.desk;
    const at = indexOf(content, id);
    const [before, block] = [content.blocks[at - 1], content.blocks[at]];
    if (block.text === "") return this.remove(id);
    if (!before || before.kind === "quote") return false;
    const whole = changed(content, before.id, { text: before.text + block.text });
    this.desk.change(removed(whole, id), { at: { id: before.id, place: before.text.length } });
    return true;
  }

  /** One goes on in the block before it, or else in the one behind it. */
  remove(id) {
    const { content } = this.desk;
    const at = indexOf(content, id);
    this.desk.change(removed(content, id), { at: { id: (content.blocks[at - 1] ?? content.blocks[at + 1])?.id } });
    return true;
  }

  step(id, by) {
    const next = this.desk.content.blocks[indexOf(this.desk.content, id) + by];
    if (next) this.sheet.focus(next.id, by > 0 ? 0 : Infinity);
    return Boolean(next);
  }

  move(id, by) {
    const content = moved(this.desk.content, id, by);
    this.desk.change(content);
    const element = this.sheet.elements.get(id);
    element.scrollIntoView({ block: "nearest" });
    this.tell(`第 ${indexOf(content, id) + 1} 条，共 ${content.blocks.length} 条`);
  }

  /** Enter in the title leads to the text. */
  begin() {
    const { content } = this.desk;
    const [first] = content.blocks;
    if (first?.kind !== undefined && first.kind !== "quote") return this.sheet.focus(first.id);
    const block = newBlock("text");
    return this.desk.change(inserted(content, 0, block), { at: { id: block.id } });
  }

  /** Several lines become several paragraphs. */
  paste(event) {
    const lines = event.clipboardData.getData("text/plain").split(LINE).filter((line) => line.trim() !== "");
    if (event.target.name !== "text" || lines.length < 2) return;
    event.preventDefault();
    const { content } = this.desk;
    const { selectionStart, selectionEnd, value } = event.target;
    const { block: id } = event.target.closest("[data-block]").dataset;
    const last = lines.at(-1).length;
    lines[0] = value.slice(0, selectionStart) + lines[0];
    lines[lines.length - 1] += value.slice(selectionEnd);
    const { kind } = blockOf(content, id);
    const rest = lines.slice(1).map((text) => newBlock(kind === "note" ? "note" : "text", { text }));
    const first = changed(content, id, { text: lines[0] });
    this.desk.change(inserted(first, indexOf(content, id) + 1, ...rest), { at: { id: rest.at(-1).id, place: last } });
  }

  /** Undo that was chosen otherwise than by keys. */
  undoOtherwise(event) {
    if (event.inputType !== "historyUndo" && event.inputType !== "historyRedo") return;
    event.preventDefault();
    if (event.inputType === "historyUndo") this.desk.undo();
    else this.desk.redo();
  }
}

const STEPS = { ArrowUp: -1, ArrowDown: 1 };

/** The tags in a line in which somebody typed them, each once. */
function tagsOf(typed) {
  return [...new Set(typed.split(/[\s，,、；;]+/).filter(Boolean))];
}
