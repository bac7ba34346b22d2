// A briefing in hand: what it says now, what it said before, and what the server has of it.

import { sameContent } from "./editing-content.js";
import { merged } from "./editing-merging.js";

/** Milliseconds after which what is typed is undone by itself. */
const PAUSE = 1500;
const MOST_STEPS = 300;

/**
 * Tells of itself by events: `changed` when it says something else (`detail.at` is where the caret is to be, if
 * anywhere), `written` when that was a person's doing, `went` when it went back or forth (`detail.before`).
 */
export class Desk extends EventTarget {
  constructor(content, revision) {
    super();
    this.content = content;
    this.base = content;
    this.revision = revision;
    this.past = [];
    this.future = [];
    this.group = "";
    this.typedAt = 0;
  }

  get isSaved() {
    return sameContent(this.content, this.base);
  }

  get canUndo() {
    return this.past.length > 0;
  }

  /** Say something else. Changes of one group are undone together, unless one paused between them. */
  change(content, { group = "", at = null } = {}) {
    if (sameContent(content, this.content)) return;
    const goesOn = group !== "" && group === this.group && Date.now() - this.typedAt < PAUSE;
    if (!goesOn) this.past.push(this.content);
    if (this.past.length > MOST_STEPS) this.past.shift();
    [this.group, this.typedAt, this.future] = [group, Date.now(), []];
    this.say(content, at);
    this.tell("written", {});
  }

  undo() {
    this.goTo(this.past, this.future);
  }

  redo() {
    this.goTo(this.future, this.past);
  }

  goTo(from, to) {
    const content = from.pop();
    if (!content) return;
    to.push(this.content);
    this.group = "";
    const before = this.content;
    this.say(content, null);
    this.tell("went", { before });
  }

  /** Take in what the server has; `base` is what of it others have not written. */
  takeIn({ revision, content }, base = this.base) {
    const back = (each) => merged(base, each, content, { keepsMine: false });
    this.past = this.past.map(back);
    this.future = this.future.map(back);
    const mine = this.content;
    [this.base, this.revision] = [content, revision];
    this.say(merged(base, mine, content), null);
  }

  /** The server has this as it was sent, and nothing else. */
  settle(sent, revision) {
    [this.base, this.revision] = [sent, revision];
    this.tell("changed", {});
  }

  say(content, at) {
    this.content = content;
    this.tell("changed", { at });
  }

  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
