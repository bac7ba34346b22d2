// The quotes of a sheet as the server shows them, by the codes of their excerpts.

function nodesOf(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  return [...page.querySelectorAll("[data-quoted]")];
}

function newLine(text, code) {
  const line = document.createElement("p");
  line.className = "soft";
  line.dataset.code = code;
  line.textContent = text;
  return line;
}

export class Quotes {
  /** `arrived` is called when quotes came that were not there. */
  constructor(form, arrived) {
    this.address = `${form.getAttribute("action")}/quotes`;
    this.arrived = arrived;
    this.known = new Map();
    this.asked = new Set();
    for (const each of form.querySelectorAll("[data-quoted]")) this.learn(each);
  }

  learn(quoted) {
    const code = quoted.querySelector("[data-code]")?.dataset.code;
    if (code) this.known.set(code, [...quoted.childNodes].map((each) => each.cloneNode(true)));
  }

  /** What a quote is made of; a line that says so while it is on its way. */
  of(code) {
    const nodes = this.known.get(code);
    if (nodes) return nodes.map((each) => each.cloneNode(true));
    this.ask(code);
    const line = newLine("正在取这条引文", "");
    line.dataset.onItsWay = "";
    return [line];
  }

  async ask(code) {
    if (this.asked.has(code)) return;
    this.asked.add(code);
    const answer = await fetch(`${this.address}?${new URLSearchParams({ code })}`).catch(() => null);
    const html = answer?.ok ? await answer.text().catch(() => null) : null;
    this.asked.delete(code);
    if (html === null) return;
    for (const each of nodesOf(html)) this.learn(each);
    if (!this.known.has(code)) this.known.set(code, [newLine("找不到这条摘录", code)]);
    this.arrived();
  }

  /** Take an excerpt: `{at}` or `{renewed}`; its code, null where the server did not take it. */
  async take(fields) {
    const answer = await fetch(this.address, { method: "POST", body: new URLSearchParams(fields) }).catch(() => null);
    if (!answer?.ok) return null;
    const { code, html } = await answer.json();
    for (const each of nodesOf(html)) this.learn(each);
    return code;
  }
}
