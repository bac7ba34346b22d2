// The search beside the sheet: what is found comes without leaving the page, and is gone through by arrow keys.

const STEPS = { ArrowUp: -1, ArrowDown: 1 };

function buttons(place) {
  return [...place.querySelectorAll("[value^='take:']")];
}

class Beside {
  constructor(form) {
    this.form = form;
    this.place = document.querySelector("[data-found]");
    this.running = null;
    this.field = form.querySelector("[name=q]");
    for (const each of form.querySelectorAll("[form]")) each.removeAttribute("form");
    form.addEventListener("submit", (event) => this.submit(event));
    form.addEventListener("keydown", (event) => this.enter(event));
    this.place.addEventListener("keydown", (event) => this.press(event));
    this.place.addEventListener("click", (event) => this.turn(event));
  }

  submit(event) {
    event.preventDefault();
    this.show(new URLSearchParams({ q: this.field.value }));
  }

  async show(asked) {
    this.running?.abort();
    const own = (this.running = new AbortController());
    this.place.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(`${this.form.dataset.beside}?${asked}`, { signal: own.signal });
      if (!answer.ok) throw new Error(`nothing found: ${answer.status}`);
      this.put(await answer.text(), asked);
    } catch {
      if (!own.signal.aborted) this.put('<p class="note" role="alert">没有连上检索服务，请再试一次。</p>', null);
    } finally {
      if (this.running === own) this.place.removeAttribute("aria-busy");
    }
  }

  put(html, asked) {
    const page = new DOMParser().parseFromString(html, "text/html");
    this.place.replaceChildren(...page.body.childNodes);
    this.place.scrollTop = 0;
    if (asked) history.replaceState(history.state, "", `?${asked}`);
  }

  /** From the box down to what was found. */
  enter(event) {
    if (event.defaultPrevented || event.isComposing || event.key !== "ArrowDown" || event.target !== this.field) return;
    const [first] = buttons(this.place);
    if (!first) return;
    event.preventDefault();
    first.focus();
  }

  press(event) {
    const step = STEPS[event.key];
    const all = buttons(this.place);
    const at = all.findIndex((each) => each.closest("li").contains(document.activeElement));
    if (step === undefined || at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const next = all[at + step] ?? (step < 0 ? this.field : all[at]);
    next.focus({ preventScroll: true });
    next.closest("li")?.scrollIntoView({ block: "nearest" });
  }

  /** Another page of what was found. */
  turn(event) {
    const link = event.target.closest("[data-page]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.show(new URL(link.href).searchParams);
    this.place.focus({ preventScroll: true });
  }
}

export function enhance(root) {
  for (const form of root.querySelectorAll("[data-beside]:not([data-live])")) {
    form.dataset.live = "";
    new Beside(form);
  }
}
