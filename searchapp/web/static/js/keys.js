// Keys that do something by themselves, and the list of them that ? shows. Whoever presses them by accident,
// or speaks to the machine, switches them off there; where they are off is kept in the browser.

/**
 * @typedef {object} Binding
 * @property {string} key what KeyboardEvent.key says
 * @property {string} label what it does, in Chinese, as the list of keys shows it
 * @property {(event: KeyboardEvent) => void} action
 * @property {() => boolean} when whether it does something on the page as it is now
 */

/** @type {Binding[]} */
const bindings = [];

const NAMES = { ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→", Escape: "Esc" };

/**
 * Have a key do something. Called once, when a module is loaded; `when` is asked at each press, and of
 * several bindings of a key the latest that may acts. An Enter on a link or a button stays theirs.
 */
export function bind(key, label, action, { when = () => true } = {}) {
  bindings.unshift({ key, label, action, when });
}

/** Whether a key press is text for somebody, or a shortcut of the browser's or of the system's. */
export function isTyping(event) {
  const { target } = event;
  if (event.isComposing || event.keyCode === 229) return true;
  if (event.ctrlKey || event.altKey || event.metaKey) return true;
  return target instanceof Element && target.closest("input, select, textarea, [contenteditable]") !== null;
}

const KEPT_AS = "keys";

/** Whether single characters do something; where nothing can be kept they do. */
function areOn() {
  try {
    return localStorage.getItem(KEPT_AS) !== "off";
  } catch {
    return true;
  }
}

function switchKeys(on) {
  try {
    if (on) localStorage.removeItem(KEPT_AS);
    else localStorage.setItem(KEPT_AS, "off");
  } catch {
    // The browser keeps nothing: they stay on.
  }
}

/** Whether a press is one character alone, which speech and stray fingers also make. */
function isCharacter(event) {
  return event.key.length === 1;
}

function isTaken(event) {
  return event.key === "Enter" && event.target.closest("a, button, summary") !== null;
}

function press(event) {
  if (event.defaultPrevented || isTyping(event) || isTaken(event)) return;
  if (isCharacter(event) && !areOn()) return;
  if (document.querySelector("dialog[open]")) return;
  const bound = bindings.find((each) => each.key === event.key && each.when());
  if (!bound) return;
  event.preventDefault();
  bound.action(event);
}

function row({ key, label }) {
  const line = document.createElement("div");
  const name = document.createElement("dt");
  const meaning = document.createElement("dd");
  const cap = document.createElement("kbd");
  cap.textContent = NAMES[key] ?? key;
  name.append(cap);
  meaning.textContent = label;
  line.append(name, meaning);
  return line;
}

/** The bindings of this page in the order in which they were made, those of one label together. */
function inForce() {
  const seen = new Set();
  const live = [...bindings].reverse().filter((each) => each.label && each.when());
  return live.filter(({ key }) => !seen.has(key) && seen.add(key));
}

/** The choice whether keys do something, at the end of the list. */
function newSwitch() {
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.addEventListener("change", () => switchKeys(box.checked));
  label.className = "switch";
  label.append(box, "这些单个按键起作用（关掉后记在这个浏览器里）");
  return label;
}

function newList() {
  const list = document.createElement("dialog");
  list.className = "keys";
  list.setAttribute("aria-labelledby", "keys-title");
  const title = document.createElement("h2");
  title.id = "keys-title";
  title.textContent = "键盘操作";
  const rows = document.createElement("dl");
  const close = document.createElement("button");
  close.type = "button";
  close.className = "plain";
  close.textContent = "关闭";
  close.addEventListener("click", () => list.close());
  list.addEventListener("click", (event) => event.target === list && list.close());
  list.append(title, rows, newSwitch(), close);
  document.body.append(list);
  return list;
}

function showKeys() {
  const list = document.querySelector("dialog.keys") ?? newList();
  list.querySelector("dl").replaceChildren(...inForce().map(row));
  list.querySelector(".switch input").checked = areOn();
  list.showModal();
}

function box() {
  return document.querySelector(".box input[name='q']");
}

document.addEventListener("keydown", press);
bind("/", "到检索框", () => box().select(), { when: () => box() !== null });
bind("?", "显示这张表", showKeys);

export function enhance(root) {
  for (const opener of root.querySelectorAll("[data-show-keys]")) {
    opener.hidden = false;
    opener.onclick = showKeys;
  }
}
