// Saved as one types, and what others saved is taken in: the server puts together what was written at once.

import { sameContent } from "./editing-content.js";
import { merged } from "./editing-merging.js";

/** Milliseconds without a change after which it is saved; between two looks for what others wrote; after a failure. */
const PAUSE = 600;
const LOOK = 4000;
const AGAIN = 3000;

const UNREACHED = "没有保存：连不上，文字已留在这台电脑上";
const UNKEPT = "没有保存：连不上，这个浏览器也不让存。请不要关掉这一页";

const PUT_BACK = "上次没有来得及保存的文字，已经放回来了";

function clock() {
  return new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });
}

export class Saving {
  /** `say` shows how it stands; `tell` is for what one is to know; `idle` waits for an input method. */
  constructor(form, desk, keeping, { say, tell, idle }) {
    Object.assign(this, { desk, keeping, say, tell, idle });
    this.address = form.getAttribute("action");
    this.isKept = true;
    this.sent = null;
    this.running = null;
    this.waiting = 0;
    this.refused = null;
    desk.addEventListener("changed", () => this.changed());
    form.addEventListener("focusout", () => this.save());
    form.addEventListener("click", (event) => this.beforeExport(event));
    addEventListener("pagehide", () => this.leave());
    addEventListener("online", () => this.save());
    document.addEventListener("visibilitychange", () => (document.hidden ? this.save() : this.look()));
    setInterval(() => this.look(), LOOK);
  }

  changed() {
    if (this.desk.isSaved && !this.sent) return this.keeping.forget();
    this.keep();
    return this.soon(PAUSE);
  }

  keep() {
    const { base, content, revision } = this.desk;
    this.isKept = this.keeping.keep({ base, content, revision, sent: this.sent?.content ?? null });
  }

  soon(pause) {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.save(), pause);
  }

  get isNothingNew() {
    return !this.sent && (this.desk.isSaved || sameContent(this.desk.content, this.refused));
  }

  /** Save what is not saved, one thing after the other. */
  async save() {
    clearTimeout(this.waiting);
    if (this.running || this.isNothingNew) return;
    this.running = this.send();
    await this.running;
    this.running = null;
    if (!this.isNothingNew) this.soon(this.sent ? AGAIN : PAUSE);
  }

  /** What was sent and not answered is sent again as it was: the server knows it, should it have arrived. */
  async send() {
    await this.idle();
    const { content, revision, base } = this.desk;
    this.sent ??= { content, revision, base };
    this.keep();
    this.say("正在保存");
    const answer = await this.answered(this.sent);
    if (!answer) return this.say(this.isKept ? UNREACHED : UNKEPT, true);
    await this.idle();
    const { content: sent } = this.sent;
    this.sent = null;
    return answer.ok ? this.saved(sent, answer.told) : this.refuse(sent, answer.told.said);
  }

  /** What the server says to this; null where nobody answers who knows. */
  async answered(body) {
    const answer = await this.post(body).catch(() => null);
    const told = await answer?.json().catch(() => null);
    return told && answer.status < 500 ? { ok: answer.ok, told } : null;
  }

  post(body, keepalive = false) {
    const headers = { "Content-Type": "application/json" };
    return fetch(`${this.address}/save`, { method: "POST", headers, body: JSON.stringify(body), keepalive });
  }

  saved(sent, { revision, content, conflicts, merged: isMerged }) {
    this.refused = null;
    if (isMerged) this.desk.takeIn({ revision, content }, sent);
    else this.desk.settle(sent, revision);
    if (conflicts.length > 0) this.tell("有人同时改了同一条：两处文字都在，请看标出来的地方", true);
    else if (isMerged) this.tell("别人刚写的也在这里了");
    this.say(`已保存 ${clock()}`);
  }

  /** What was sent cannot be kept as it is; whatever is changed in it is tried again. */
  async refuse(content, said = "没有保存，请重新打开这份材料再试") {
    await this.saveRest(content);
    this.refused = content;
    this.say(said, true);
  }

  /** A tag too many, or a title too long, does not hold up what else was written. */
  async saveRest(content) {
    const { base, revision } = this.desk;
    const rest = { ...content, name: base.name, title: base.title, tags: base.tags };
    if (sameContent(rest, content) || sameContent(rest, base)) return;
    const answer = await this.answered({ content: rest, revision, base });
    await this.idle();
    if (answer?.ok) this.saved(rest, answer.told);
  }

  /** What the server has; null where that is what one knows of, or it does not say. */
  async asked() {
    const headers = { "If-None-Match": `"${this.desk.revision}"` };
    const answer = await fetch(`${this.address}/content`, { headers, cache: "no-store" });
    return answer.ok ? answer.json() : null;
  }

  /** See whether somebody else has saved something; what is not saved here is saved, which shows it too. */
  async look() {
    if (document.hidden || this.running) return;
    if (!this.isNothingNew) return void this.save();
    const told = await this.asked().catch(() => null);
    await this.idle();
    if (!told || this.running || told.revision <= this.desk.revision) return;
    this.desk.takeIn(told);
    this.tell("别人刚写的也在这里了");
  }

  /** What is exported is what stands here: it is saved first. */
  async beforeExport(event) {
    const link = event.target.closest(".b-out a[href]");
    if (!link || this.desk.isSaved || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    await this.running;
    await this.save();
    if (this.desk.isSaved) location.assign(link.href);
    else this.tell("还有文字没有保存，所以没有导出；原因写在页面上方", true);
  }

  /** The page goes: what is not saved is sent along, and stays here until it is known that it arrived. */
  leave() {
    if (this.isNothingNew) return;
    const { content, revision } = this.desk;
    this.sent ??= { content, revision };
    this.keep();
    this.post({ content: this.sent.content, revision: this.sent.revision }, true).catch(() => {});
  }

  /** Take over what a window left that is no longer there: it is sent as that window would have. */
  async takeOver() {
    for (const [name, kept] of await this.keeping.left()) {
      const { base, content, revision, sent } = kept;
      const first = await this.answered({ base, content: sent ?? content, revision });
      if (!first) continue;
      const isMore = first.ok && sent !== null && !sameContent(sent, content);
      if (first.ok) this.takeBack(first.told);
      if (isMore || !first.ok) this.putBack({ base: isMore ? sent : base, content });
      this.keeping.forget(name);
    }
  }

  takeBack({ revision, content, conflicts }) {
    const { base } = this.desk;
    this.desk.takeIn({ revision, content });
    if (!sameContent(base, content)) this.tell(PUT_BACK, true);
    if (conflicts.length > 0) this.tell(`${PUT_BACK}；别人改过的地方两处都在`, true);
  }

  /** What is yet to be saved, or was refused, stands on the sheet again; it is saved, or said why not, as ever. */
  putBack({ base, content }) {
    this.desk.change(merged(base, content, this.desk.content));
    this.tell(PUT_BACK, true);
  }
}
