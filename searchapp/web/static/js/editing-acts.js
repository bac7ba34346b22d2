// The buttons of the sheet: what the form would have the server do is done here.

import { blockOf, changed, indexOf, inserted, moved, newBlock, removed } from "./editing-content.js";

const NEW = new Set(["text", "heading", "note"]);
const NOT_TAKEN = "没有加入：连不上，或者报告在这期间有了新的一版。请重新检索再试";

export class Acts {
  constructor(desk, sheet, quotes, tell) {
    Object.assign(this, { desk, sheet, quotes, tell });
    this.last = null;
    sheet.form.addEventListener("submit", (event) => this.submit(event));
    sheet.form.addEventListener("focusin", () => this.remember());
    sheet.list.addEventListener("click", (event) => this.click(event));
    document.addEventListener("click", (event) => this.closeOthers(event.target));
    sheet.form.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    sheet.form.querySelector("[data-undo]").addEventListener("click", () => desk.undo());
  }

  remember() {
    this.last = this.sheet.current()?.dataset.block ?? this.last;
  }

  submit(event) {
    event.preventDefault();
    const [act, at] = (event.submitter?.value ?? "").split(":");
    const id = event.submitter?.closest("[data-block]")?.dataset.block ?? null;
    this.close();
    if (NEW.has(act)) this.add(newBlock(act), id);
    else if (act === "take") this.take(at, event.submitter);
    else if (act === "swap") this.requote(id, { at: at.split("@")[1] });
    else if (id !== null) this.change(act, id);
  }

  /** What is done with a block. */
  change(act, id) {
    const { content } = this.desk;
    const { beside } = blockOf(content, id);
    const acts = {
      up: () => moved(content, id, -1),
      down: () => moved(content, id, 1),
      remove: () => removed(content, id),
      that: () => removed(content, id),
      both: () => changed(content, id, { beside: "" }),
      this: () => changed(removed(content, beside), id, { beside: "" }),
      keep: () => changed(content, id, { kept: this.versionOf(id) }),
    };
    if (act === "renew") this.requote(id, { renewed: blockOf(content, id).excerpt });
    else if (act in acts) this.desk.change(acts[act](), { at: this.placeAfter(act, id) });
  }

  /** Where one goes on from what is no longer there. */
  placeAfter(act, id) {
    if (act !== "remove" && act !== "that") return { id };
    const at = indexOf(this.desk.content, id);
    const next = this.desk.content.blocks[at + 1] ?? this.desk.content.blocks[at - 1];
    this.tell("已删除，可以撤销");
    return { id: next?.id };
  }

  versionOf(id) {
    return Number(this.sheet.elements.get(id).querySelector("[data-version]").dataset.version);
  }

  /** Put a block after the one it was asked for at, else after the one in which the caret was last. */
  add(block, after) {
    const { content } = this.desk;
    const at = indexOf(content, after ?? this.last);
    this.desk.change(inserted(content, at < 0 ? content.blocks.length : at + 1, block), { at: { id: block.id } });
  }

  /** Quote what was found, where the caret was last: an empty paragraph stays behind it, to write on in. */
  async take(at, button) {
    button.disabled = true;
    const code = await this.quotes.take({ at });
    button.disabled = false;
    button.focus();
    if (code === null) return this.tell(NOT_TAKEN, true);
    const { content } = this.desk;
    const here = blockOf(content, this.last);
    const isEmpty = here && here.kind !== "quote" && here.text === "";
    const place = here ? indexOf(content, here.id) + (isEmpty ? 0 : 1) : content.blocks.length;
    const block = newBlock("quote", { excerpt: code });
    this.desk.change(inserted(content, place, block));
    if (!isEmpty) this.last = block.id;
    button.closest("li").dataset.taken = "";
    this.sheet.elements.get(block.id).scrollIntoView({ block: "nearest" });
    return this.tell(`已加入，第 ${place + 1} 条`);
  }

  /** Quote other words in place of a quote: what it became, or a place that somebody chose. */
  async requote(id, fields) {
    const code = await this.quotes.take(fields);
    if (code === null) return this.tell("没有换成新文：连不上，或者报告又有了改动。请稍后再试", true);
    this.desk.change(changed(this.desk.content, id, { excerpt: code, kept: 0 }), { at: { id } });
    return this.tell("已换成现在的文字，可以撤销");
  }

  /* What opens at a handle */

  click(event) {
    const handle = event.target.closest(".b-handle");
    if (!handle || handle.dataset.dragged !== undefined) return;
    const element = handle.closest("[data-block]");
    const isOpen = element.classList.contains("is-open");
    this.close();
    if (!isOpen) this.open(element);
  }

  open(element) {
    element.classList.add("is-open");
    element.querySelector(".b-handle").setAttribute("aria-expanded", "true");
    element.querySelector(".b-acts").scrollIntoView({ block: "nearest" });
  }

  close() {
    for (const each of this.sheet.list.querySelectorAll(".is-open")) {
      each.classList.remove("is-open");
      each.querySelector(".b-handle").setAttribute("aria-expanded", "false");
    }
  }

  closeOthers(target) {
    if (!target.closest(".is-open")) this.close();
  }
}
