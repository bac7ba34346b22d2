// Another state of the same page, without loading the page: links and forms that lead to the path one is on.
//
// A page says what changes between its states: each element with `id` and `data-part` is put in place of
// the one with the same id. A page without such parts is left to the browser, and so is what comes and is
// not as it was expected. Where nothing comes, the page stays and says so, with a link to try again. In a part
//   data-key="…"   on a control: it has the focus again; on <details>: it stays open or closed;
//   data-scrolled  on what scrolls by itself and has an id: it stays where it is;
//   data-kept      on a field with an id: what was typed into it stays;
//   data-to-top    on a link or form: one is led to the beginning of the results;
//   data-whole     on a link or form: the page is loaded as if this module were not there.
// The words of #told are read aloud (role="status") when the parts have changed.

/** Milliseconds after which one is shown that something is on its way: less is no waiting. */
const WAIT = 300;
const KEPT_PAGES = 24;

/** Address without its fragment -> the page as it came, for the way back. */
const pages = new Map();

let enhance = () => {};
let shown = "";
let running = null;
let settling = 0;

/** Nobody answered, or the server could not: the page that is shown is still good. */
class Unanswered extends Error {}

const SAYINGS = {
  unreached: "没有连上检索服务，页面还是原来的内容。",
  broken: "检索服务没能给出结果，页面还是原来的内容。",
};

function parts(root = document) {
  return [...root.querySelectorAll("[data-part][id]")];
}

function scrolling() {
  return [...parts(), ...document.querySelectorAll("[data-scrolled][id]")];
}

/** Whether the page says what changes of its own; the box at the top, which every page has, does not count. */
function changesInParts() {
  return document.querySelector("main[data-part]") !== null;
}

function bare(address) {
  const url = new URL(address, location.href);
  url.hash = "";
  return url.href;
}

function pathOf(url) {
  return url.pathname === "/" ? "/search" : url.pathname;
}

function isHere(url) {
  return url.origin === location.origin && pathOf(url) === pathOf(location);
}

/* What is kept over a change */

function keyOf(element) {
  return element?.closest("[data-key]")?.dataset.key ?? null;
}

function memory() {
  const { activeElement } = document;
  return {
    focused: keyOf(activeElement),
    lost: parts().some((part) => part.contains(activeElement)),
    open: new Map([...document.querySelectorAll("details[data-key]")].map((each) => [each.dataset.key, each.open])),
    typed: new Map([...document.querySelectorAll("[data-kept][id]")].map((each) => [each.id, each.value])),
    scrolled: new Map(scrolling().map((each) => [each.id, each.scrollTop])),
  };
}

function recall(memory) {
  for (const each of document.querySelectorAll("details[data-key]")) {
    each.open = memory.open.get(each.dataset.key) ?? each.open;
  }
  for (const each of document.querySelectorAll("[data-kept][id]")) {
    each.value = memory.typed.get(each.id) ?? each.value;
  }
  for (const each of scrolling()) each.scrollTop = memory.scrolled.get(each.id) ?? 0;
}

function queryField() {
  return document.querySelector(".box input[name='q']");
}

function refocus({ focused, lost }) {
  if (!lost) return;
  const same = focused === null ? null : document.querySelector(`[data-key="${CSS.escape(focused)}"]`);
  (same ?? document.getElementById("content"))?.focus({ preventScroll: true });
}

/* Changing */

/** Put the parts of a page in place; false, and nothing is changed, where it has not the same ones. */
function put(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const coming = new Map(parts(page).map((part) => [part.id, part]));
  const going = parts();
  if (going.length !== coming.size || going.some((part) => !coming.has(part.id))) return false;
  const before = memory();
  for (const part of going) part.replaceWith(document.adoptNode(coming.get(part.id)));
  const carried = page.querySelector("[data-carried]");
  if (carried) document.querySelector("[data-carried]")?.replaceWith(document.adoptNode(carried));
  document.title = page.title;
  recall(before);
  for (const part of parts()) enhance(part);
  refocus(before);
  return true;
}

/** The box says what was asked, unless somebody typed on meanwhile; whoever asked in it goes on to the results. */
function putInBox(typed, typedBefore) {
  const field = queryField();
  if (!field || field.value !== typedBefore) return;
  field.value = typed;
  if (document.activeElement === field) document.getElementById("content")?.focus({ preventScroll: true });
}

function tell(text) {
  const told = document.getElementById("told");
  if (told) told.textContent = text;
}

function tellTotals() {
  tell(document.querySelector(".totals")?.innerText ?? "");
}

function forgetFailure() {
  document.querySelector(".failure")?.remove();
}

/** Say that an address was not reached, and lead to it again; the page is as it was. */
function sayFailed(address, saying) {
  forgetFailure();
  const line = document.createElement("p");
  line.className = "failure";
  line.setAttribute("role", "alert");
  const again = document.createElement("a");
  again.href = address;
  again.textContent = "再试一次";
  line.append(saying, " ", again);
  document.querySelector(".bar").after(line);
}

function keep(address, html) {
  pages.delete(address);
  pages.set(address, html);
  if (pages.size > KEPT_PAGES) pages.delete(pages.keys().next().value);
}

function busy(is) {
  document.documentElement.classList.toggle("is-busy", is);
  for (const part of parts()) part.toggleAttribute("aria-busy", false);
  if (is) for (const part of parts()) part.setAttribute("aria-busy", "true");
  if (is) tell("正在取结果");
}

function unanswered(saying) {
  return new Unanswered(SAYINGS[saying]);
}

async function ask(address, signal) {
  const asked = fetch(address, { signal, headers: { Accept: "text/html" } });
  const answer = await asked.catch(() => Promise.reject(unanswered("unreached")));
  if (answer.status >= 500) throw unanswered("broken");
  const isPage = answer.ok && answer.headers.get("Content-Type")?.startsWith("text/html");
  if (!isPage || !isHere(new URL(answer.url))) throw new Error(`not a state of this page: ${answer.url}`);
  return answer.text().catch(() => Promise.reject(unanswered("unreached")));
}

/** The page of an address; null where another was wanted meanwhile. */
async function fetched(address) {
  running?.abort();
  forgetFailure();
  const own = (running = new AbortController());
  const slow = setTimeout(() => busy(true), WAIT);
  try {
    return await ask(address, own.signal);
  } catch (error) {
    if (own.signal.aborted) return null;
    throw error;
  } finally {
    clearTimeout(slow);
    if (running === own) {
      running = null;
      busy(false);
    }
  }
}

function remember(scroll) {
  history.replaceState({ ...history.state, scroll }, "");
}

function toTop() {
  const results = document.getElementById("content");
  const top = results.getBoundingClientRect().top + scrollY;
  if (scrollY > top) scrollTo(0, 0);
}

/** Go to another state of this page, by script what a click on its link would be. */
export async function visit(address, { isFirst = false } = {}) {
  const [from, wanted, typed] = [scrollY, bare(address), queryField()?.value];
  try {
    const html = await fetched(wanted);
    if (html === null) return;
    if (!put(html)) throw new Error(`other parts: ${wanted}`);
    putInBox(new URL(wanted).searchParams.get("q") ?? "", typed);
    remember(from);
    history[wanted === bare(location.href) ? "replaceState" : "pushState"]({}, "", address);
    settle(wanted, html, isFirst ? null : from);
    if (isFirst) toTop();
    remember(scrollY);
  } catch (error) {
    if (error instanceof Unanswered) sayFailed(address, error.message);
    else location.assign(address);
  }
}

/** Go to an address as a link that leads there would. */
export function go(address) {
  if (isHere(new URL(address, location.href)) && changesInParts()) visit(address, { isFirst: true });
  else location.assign(address);
}

function settle(address, html, scroll) {
  shown = address;
  keep(address, html);
  if (scroll !== null) scrollTo(0, scroll);
  tellTotals();
  document.dispatchEvent(new CustomEvent("page:changed"));
}

/** Back and forward: the page as it was left, from memory where it is still there. */
async function restore(event) {
  clearTimeout(settling);
  const address = bare(location.href);
  const scroll = event.state?.scroll ?? null;
  running?.abort();
  forgetFailure();
  if (address === shown) {
    if (scroll !== null) scrollTo(0, scroll);
    return;
  }
  try {
    const html = pages.get(address) ?? (await fetched(address));
    if (html === null) return;
    if (!put(html)) throw new Error(`other parts: ${address}`);
    putInBox(new URL(address).searchParams.get("q") ?? "", queryField()?.value);
    settle(address, html, scroll);
  } catch (error) {
    if (error instanceof Unanswered) sayFailed(address, error.message);
    else location.reload();
  }
}

/* What is taken over from the browser */

function isPlain(event) {
  return event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
}

function leadsOn(link) {
  if (!link || link.target || link.hasAttribute("download") || link.closest("[data-whole]")) return false;
  const isAnchor = link.hash !== "" && bare(link.href) === shown;
  return !isAnchor && isHere(new URL(link.href)) && changesInParts();
}

function click(event) {
  const link = event.target.closest?.("a[href]");
  if (event.defaultPrevented || !isPlain(event) || !leadsOn(link)) return;
  event.preventDefault();
  visit(link.href, { isFirst: link.closest("[data-to-top]") !== null });
}

/** Where a form leads: its fields that say something, as the browser would write them. */
function addressOf(form, submitter) {
  const url = new URL(form.action);
  const fields = [...new FormData(form, submitter)].filter(([, value]) => value !== "");
  url.search = new URLSearchParams(fields);
  return url;
}

function submit(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "get" || form.closest("[data-whole]")) return;
  const url = addressOf(form, event.submitter);
  if (!isHere(url) || !changesInParts()) return;
  event.preventDefault();
  visit(url.href, { isFirst: true });
}

function scrolled() {
  clearTimeout(settling);
  settling = setTimeout(() => remember(scrollY), 100);
}

function leaving() {
  clearTimeout(settling);
  remember(scrollY);
}

/** Take over, on a page that has parts. `enhance` is called on every part that was put in place. */
export function begin(enhanceParts) {
  if (parts().length === 0) return;
  enhance = enhanceParts;
  shown = bare(location.href);
  history.scrollRestoration = "manual";
  if (history.state?.scroll) scrollTo(0, history.state.scroll);
  document.addEventListener("click", click);
  document.addEventListener("submit", submit);
  addEventListener("popstate", restore);
  addEventListener("scroll", scrolled, { passive: true });
  addEventListener("pagehide", leaving);
}
