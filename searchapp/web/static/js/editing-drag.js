// A block is drawn to another place by its handle: with a mouse, a pen or a finger.

import { placed } from "./editing-content.js";

/** So many pixels are still a click. */
const STILL = 4;
/** So near to the edge of the window the page moves along. */
const EDGE = 72;

export class Drag {
  constructor(desk, sheet) {
    Object.assign(this, { desk, sheet });
    this.held = null;
    sheet.list.addEventListener("pointerdown", (event) => this.take(event));
    sheet.list.addEventListener("pointermove", (event) => this.move(event));
    sheet.list.addEventListener("pointerup", (event) => this.drop(event));
    sheet.list.addEventListener("pointercancel", () => this.letGo());
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.letGo());
  }

  take(event) {
    const handle = event.target.closest(".b-handle");
    if (!handle || event.button !== 0) return;
    delete handle.dataset.dragged;
    handle.setPointerCapture(event.pointerId);
    this.held = { handle, element: handle.closest("[data-block]"), from: event.clientY, isMoving: false };
  }

  move({ clientY }) {
    if (!this.held) return;
    this.held.isMoving ||= Math.abs(clientY - this.held.from) > STILL;
    if (!this.held.isMoving) return;
    this.held.handle.dataset.dragged = "";
    this.held.element.classList.add("is-held");
    this.point(this.before(clientY));
    if (clientY < EDGE + document.querySelector(".bar").offsetHeight) scrollBy(0, -12);
    if (clientY > innerHeight - EDGE) scrollBy(0, 12);
  }

  /** The block before which it would be put down here; null for the end. */
  before(y) {
    const middle = (each) => each.getBoundingClientRect().top + each.offsetHeight / 2;
    return [...this.sheet.list.children].find((each) => y < middle(each)) ?? null;
  }

  point(before) {
    this.held.before = before;
    for (const each of this.sheet.list.children) each.classList.toggle("is-before", each === before);
    this.sheet.list.classList.toggle("is-to-end", before === null);
  }

  drop() {
    if (!this.held) return;
    const { element, before, isMoving } = this.held;
    this.letGo();
    if (!isMoving || before === element) return;
    const { block: id } = element.dataset;
    this.desk.change(placed(this.desk.content, id, before?.dataset.block ?? null));
  }

  letGo() {
    if (!this.held) return;
    this.held.element.classList.remove("is-held");
    this.held = { ...this.held, before: undefined };
    this.point(undefined);
    this.sheet.list.classList.remove("is-to-end");
    this.held = null;
  }
}
