// Files that are dropped anywhere on the page, or chosen, are sent at once, in parts, each with its
// progress; then the page of their batch shows what became of them, and is looked at again until all is
// done. What could not be sent waits for somebody to go on with it. Without this module the form sends
// what was chosen, and the page of the batch is loaded anew.

import { bind } from "./keys.js";

/** A part that is sent at once has no more files and no more bytes, but that one file may be larger. */
const PART_FILES = 40;
const PART_BYTES = 24 * 1024 * 1024;

/** @typedef {{file: File, path: string, row?: HTMLElement}} Chosen */

/* What was dropped */

function entriesIn(folder) {
  const reader = folder.createReader();
  return new Promise((resolve, reject) => {
    const all = [];
    // A reader gives some entries at a time, and none when there are no more.
    const next = () =>
      reader.readEntries((some) => {
        if (some.length === 0) return resolve(all);
        all.push(...some);
        next();
      }, reject);
    next();
  });
}

/** @returns {Promise<Chosen[]>} the files of an entry, a folder's with the names of the folders before them */
async function filesIn(entry) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    return [{ file, path: entry.fullPath.replace(/^\//, "") }];
  }
  const entries = await entriesIn(entry);
  entries.sort((one, other) => one.name.localeCompare(other.name, "zh-CN", { numeric: true }));
  const inside = [];
  for (const each of entries) inside.push(...(await filesIn(each)));
  return inside;
}

async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (entries.length === 0) return chosen(transfer.files);
  return (await Promise.all(entries.map(filesIn))).flat();
}

/** @returns {Chosen[]} */
function chosen(files) {
  return [...files].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
}

/* Sending */

/** The files at the front that are sent at once. */
function partOf(files) {
  let bytes = 0;
  const end = files.findIndex(({ file }, at) => {
    bytes += file.size;
    return at > 0 && (at === PART_FILES || bytes > PART_BYTES);
  });
  return end < 0 ? [...files] : files.slice(0, end);
}

/** Sends a part; `told` hears how many bytes are gone. Rejects with words for people. */
function send(address, field, part, told) {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    for (const { file, path } of part) form.append(field, file, path);
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", ({ loaded }) => told(loaded));
    request.addEventListener("load", () => {
      if (request.status === 201) resolve(request.response);
      else reject(new Error(request.response?.said ?? "服务器没有收下"));
    });
    request.addEventListener("error", () => reject(new Error("与服务器的连接断了，请检查网络")));
    request.send(form);
  });
}

/** @returns {Promise<Chosen[]>} those of the files that were moved, changed or closed to us since they were chosen */
async function lostOf(part) {
  const read = ({ file }) => file.slice(0, 1).arrayBuffer();
  const tried = await Promise.allSettled(part.map(read));
  return part.filter((_, at) => tried[at].status === "rejected");
}

/* What is to be seen of it */

function rowOf({ file, path }) {
  const row = document.createElement("li");
  const name = document.createElement("span");
  const bar = document.createElement("progress");
  name.className = "file";
  name.textContent = path;
  bar.max = Math.max(1, file.size);
  bar.value = 0;
  bar.setAttribute("aria-label", path);
  row.append(name, bar);
  return row;
}

/** Share what is gone of a part among its files, which go one after the other. */
function fill(part, loaded) {
  let left = loaded;
  for (const { file, row } of part) {
    row.lastChild.value = Math.min(left, file.size) || (left > 0 && file.size === 0 ? 1 : 0);
    left = Math.max(0, left - file.size);
  }
}

function received(part) {
  for (const { row } of part) {
    row.lastChild.value = row.lastChild.max;
    row.classList.add("is-received");
  }
}

function unreadable({ row }) {
  const why = document.createElement("span");
  why.className = "why-so";
  why.textContent = "读不出来，没有传";
  row.lastChild.replaceWith(why);
}

const hasFiles = (event) => event.dataTransfer?.types.includes("Files");

/** `waiting` are the files that are yet to be sent, `all` and `gone` how many there were and are sent. */
class Drop {
  constructor(form) {
    this.form = form;
    this.sending = form.querySelector("[data-sending]");
    this.told = form.querySelector("[data-told]");
    this.rows = form.querySelector("[data-files]");
    this.again = form.querySelector("[data-again]");
    this.kept = form.querySelector("[data-kept-so-far]");
    this.waiting = [];
    this.all = this.gone = this.inside = 0;
    this.there = "";
    this.address = form.action;
    this.busy = false;
    this.show();
    this.listen();
  }

  show() {
    const { form } = this;
    form.querySelector("[data-plain]").hidden = true;
    for (const each of form.querySelectorAll("[data-folder]")) each.hidden = false;
    form.querySelector("#folder").webkitdirectory = true;
    form.classList.add("is-live");
  }

  listen() {
    for (const input of this.form.querySelectorAll("input[type=file]")) {
      input.addEventListener("change", () => this.choose(input));
    }
    document.addEventListener("dragenter", (event) => hasFiles(event) && this.over(1));
    document.addEventListener("dragleave", (event) => hasFiles(event) && this.over(-1));
    document.addEventListener("dragover", (event) => hasFiles(event) && event.preventDefault());
    document.addEventListener("drop", (event) => hasFiles(event) && this.drop(event));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.again.addEventListener("click", () => this.run());
    // Whoever comes back finds the page as it is now, not as it was when all was sent.
    addEventListener("pageshow", (event) => event.persisted && location.reload());
  }

  over(step) {
    this.inside = Math.max(0, this.inside + step);
    this.form.classList.toggle("is-over", this.inside > 0);
  }

  choose(input) {
    const files = chosen(input.files);
    // So that the same file can be chosen once more.
    input.value = "";
    if (files.length > 0) this.take(files);
  }

  async drop(event) {
    event.preventDefault();
    this.inside = 0;
    this.over(0);
    try {
      this.take(await dropped(event.dataTransfer));
    } catch {
      this.say("拖来的文件有的读不出来，什么也没有传。请检查后再放一次", true);
    }
  }

  say(words, isFailure = false) {
    this.sending.hidden = false;
    this.told.textContent = words;
    this.sending.classList.toggle("is-failed", isFailure);
    this.again.hidden = !isFailure || this.waiting.length === 0;
    this.kept.hidden = !isFailure || !this.there;
    if (this.there) this.kept.href = this.there;
  }

  /** @param {Chosen[]} files */
  take(files) {
    const large = files.find(({ file }) => file.size > Number(this.form.dataset.mostBytes));
    if (large) return this.say(`“${large.path}”${this.form.dataset.tooLarge}`, true);
    if (files.length === 0) return this.say("里面没有文件", true);
    this.rows.append(...files.map((each) => (each.row = rowOf(each))));
    this.waiting.push(...files);
    this.all += files.length;
    if (!this.busy) this.run();
  }

  async run() {
    this.isBusy(true);
    try {
      while (this.waiting.length > 0) await this.sendPart();
      this.isBusy(false);
      if (!this.there) return;
      this.say(`已收到 ${this.gone} 个文件`);
      location.assign(this.there);
    } catch (error) {
      this.isBusy(false);
      this.say(`${this.gone} 个已经收下，还有 ${this.waiting.length} 个没有传。${error.message}`, true);
    }
  }

  isBusy(is) {
    this.busy = is;
    this.form.classList.toggle("is-busy", is);
    if (is) addEventListener("beforeunload", staying);
    else removeEventListener("beforeunload", staying);
  }

  async sendPart() {
    const { action, dataset } = this.form;
    const part = partOf(this.waiting);
    this.say(`正在上传，${this.gone} / ${this.all} 个文件`);
    let answer;
    try {
      answer = await send(this.address, dataset.field, part, (loaded) => fill(part, loaded));
    } catch (error) {
      fill(part, 0);
      throw this.without(await lostOf(part)) ?? error;
    }
    received(part);
    this.waiting.splice(0, part.length);
    this.gone += part.length;
    this.there = answer.url;
    this.address = `${action}/${answer.batch}`;
  }

  /** Goes on without these files, if there are any; what is to be said of it, else nothing. */
  without(lost) {
    if (lost.length === 0) return null;
    lost.forEach(unreadable);
    this.waiting = this.waiting.filter((each) => !lost.includes(each));
    return new Error(`“${lost[0].path}”${lost.length > 1 ? `等 ${lost.length} 个` : ""}读不出来，可能刚被移走或改动`);
  }
}

/** Whoever leaves while files are on their way is asked first. */
function staying(event) {
  event.preventDefault();
}

/* Watching a batch */

/** Puts what is new in place; whoever stands on a link in it stands there still. */
function put(progress, now) {
  const focused = progress.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  progress.replaceWith(document.adoptNode(now));
  if (focused !== null) now.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

/** Looks again; gives out what is to be watched from now on, null where the page is loaded anew. */
async function look(progress, before) {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (answer.status >= 500) throw new Error(`${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = page.querySelector("[data-progress]");
  if (!now?.dataset.working) {
    // What is to be checked stands below it; or nobody remembers the batch.
    location.reload();
    return null;
  }
  document.title = page.title;
  const html = now.outerHTML;
  if (html === before) return [progress, before];
  put(progress, now);
  return [now, html];
}

function watch(progress, html = "") {
  const plain = progress.querySelector("[data-plain]");
  if (plain) plain.hidden = true;
  setTimeout(async () => {
    try {
      const next = await look(progress, html);
      if (next) watch(...next);
    } catch {
      progress.querySelector("[data-cut-off]").hidden = false;
      watch(progress);
    }
  }, 1000);
}

/* Forms that one goes through */

function isSaving(event) {
  const composes = event.isComposing || event.keyCode === 229;
  return event.key === "Enter" && (event.ctrlKey || event.metaKey) && !composes;
}

/** The form that is meant: the one in which somebody is, or the only one; none while in another. */
function formMeant(target) {
  const own = target.closest?.("form");
  const all = [...document.querySelectorAll("form[data-case]")];
  return all.includes(own) ? own : !own && all.length === 1 ? all[0] : null;
}

function save(event) {
  const form = isSaving(event) ? formMeant(event.target) : null;
  if (!form) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("button[name=then]") ?? undefined);
}

document.addEventListener("keydown", save);
// For the list of keys alone: no single key is called so.
bind("Ctrl+Enter", "核对好了，保存并到下一篇", save, { when: () => document.querySelector("form[data-case]") !== null });

export function enhance(root) {
  for (const form of root.querySelectorAll("form[data-drop]:not(.is-live)")) new Drop(form);
  for (const progress of root.querySelectorAll("[data-progress][data-working]")) watch(progress);
}
