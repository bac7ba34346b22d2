// Files that are dropped or chosen are sent at once, in parts, each with its progress; then the page of
// their batch shows what became of them, and is looked at again until all is done. Without this module
// the form sends what was chosen, and the page of the batch is loaded anew.

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
  const inside = [];
  for (const each of await entriesIn(entry)) inside.push(...(await filesIn(each)));
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

function partsOf(files) {
  const parts = [];
  let bytes = 0;
  for (const each of files) {
    const part = parts.at(-1);
    if (!part || part.length >= PART_FILES || bytes + each.file.size > PART_BYTES) {
      parts.push([each]);
      bytes = each.file.size;
    } else {
      part.push(each);
      bytes += each.file.size;
    }
  }
  return parts;
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
      else reject(new Error(request.response?.said ?? "服务器没有收下，请稍后再试"));
    });
    request.addEventListener("error", () => reject(new Error("与服务器的连接断了，请检查网络后再放一次")));
    request.send(form);
  });
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

function done(part) {
  for (const { row } of part) {
    row.lastChild.value = row.lastChild.max;
    row.classList.add("is-received");
  }
}

class Drop {
  constructor(form) {
    this.form = form;
    this.sending = form.querySelector("[data-sending]");
    this.told = form.querySelector("[data-told]");
    this.rows = form.querySelector("[data-files]");
    this.inside = 0;
    this.busy = false;
    this.listen();
  }

  listen() {
    const { form } = this;
    form.querySelector("[data-plain]").hidden = true;
    for (const each of form.querySelectorAll("[data-folder]")) each.hidden = false;
    form.querySelector("#folder").webkitdirectory = true;
    form.classList.add("is-live");
    for (const input of form.querySelectorAll("input[type=file]")) {
      input.addEventListener("change", () => this.take(chosen(input.files)));
    }
    form.addEventListener("dragenter", () => this.over(1));
    form.addEventListener("dragleave", () => this.over(-1));
    form.addEventListener("dragover", (event) => event.preventDefault());
    form.addEventListener("drop", (event) => this.drop(event));
    form.addEventListener("submit", (event) => event.preventDefault());
  }

  over(step) {
    this.inside = Math.max(0, this.inside + step);
    this.form.classList.toggle("is-over", this.inside > 0);
  }

  async drop(event) {
    event.preventDefault();
    this.inside = 0;
    this.over(0);
    this.take(await dropped(event.dataTransfer));
  }

  say(words, isFailure = false) {
    this.sending.hidden = false;
    this.told.textContent = words;
    this.sending.classList.toggle("is-failed", isFailure);
  }

  /** @param {Chosen[]} files */
  async take(files) {
    if (this.busy || files.length === 0) return;
    const most = Number(this.form.dataset.mostBytes);
    const large = files.find(({ file }) => file.size > most);
    if (large) return this.say(`${large.path} 太大。${this.form.dataset.tooLarge}`, true);
    this.begin(files);
    try {
      location.assign(await this.sendAll(files));
    } catch (error) {
      this.end(error.message);
    }
  }

  begin(files) {
    this.busy = true;
    this.form.classList.add("is-busy");
    this.rows.replaceChildren(...files.map((each) => (each.row = rowOf(each))));
    addEventListener("beforeunload", staying);
  }

  end(words) {
    this.busy = false;
    this.form.classList.remove("is-busy");
    removeEventListener("beforeunload", staying);
    const gone = this.rows.querySelectorAll(".is-received").length;
    const kept = gone ? `前 ${gone} 个已经收下，正在收录；` : "";
    this.say(`${kept}${words}`, true);
  }

  async sendAll(files) {
    const { action, dataset } = this.form;
    let [address, there, gone] = [action, "", 0];
    for (const part of partsOf(files)) {
      this.say(`正在上传，${gone} / ${files.length} 个文件`);
      const answer = await send(address, dataset.field, part, (loaded) => fill(part, loaded));
      done(part);
      gone += part.length;
      there = answer.url;
      address = `${action}/${answer.batch}`;
    }
    removeEventListener("beforeunload", staying);
    this.say(`已收到 ${gone} 个文件`);
    return there;
  }
}

/** Whoever leaves while files are on their way is asked first. */
function staying(event) {
  event.preventDefault();
}

/* Watching a batch */

async function look(progress) {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = page.querySelector("[data-progress]");
  if (!now.dataset.working) {
    // What is to be checked stands below it.
    location.reload();
    return;
  }
  progress.replaceWith(document.adoptNode(now));
  watch(now);
}

function watch(progress) {
  const plain = progress.querySelector("[data-plain]");
  if (plain) plain.hidden = true;
  setTimeout(() => {
    look(progress).catch(() => watch(progress));
  }, 1000);
}

/* Forms that one goes through */

function isSaving(event) {
  return event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing;
}

function save(event) {
  const form = event.target.closest?.("form[data-case]") ?? document.querySelector("form[data-case]");
  if (!isSaving(event) || !form) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("button[name=then]") ?? undefined);
}

document.addEventListener("keydown", save);

export function enhance(root) {
  for (const form of root.querySelectorAll("form[data-drop]:not(.is-live)")) new Drop(form);
  for (const progress of root.querySelectorAll("[data-progress][data-working]")) watch(progress);
}
