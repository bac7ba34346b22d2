// The quotes on the sheet counted: the numbers of their sources, and how many stand how to them; each count leads to
// the first of its kind.

import { codesOf, same } from "./editing-content.js";

const LABELS = { unchanged: "未变", moved: "移位", changed: "有改动", removed: "已删除", kept: "保留原文" };

function fateOf(element) {
  if (element.hasAttribute("data-kept")) return "kept";
  return element.querySelector("[data-quoted] [data-fate]")?.dataset.fate;
}

function link(fate, elements) {
  const leads = document.createElement("a");
  leads.href = `#${elements[0].id}`;
  leads.className = "b-fate";
  leads.dataset.fate = fate;
  leads.textContent = `${elements.length} ${LABELS[fate]}`;
  return leads;
}

export class Tallies {
  constructor(form) {
    this.list = form.querySelector("[data-blocks]");
    this.place = form.querySelector("[data-held]");
    this.counted = null;
  }

  /** Count again, if other quotes stand there than before, or in another order, or they have come. */
  show(content) {
    const quotes = content.blocks.filter((each) => each.excerpt !== "");
    const pending = this.list.querySelectorAll("[data-on-its-way]").length;
    const counted = { quotes, pending };
    if (same(counted, this.counted)) return;
    this.counted = counted;
    this.number(codesOf(content));
    this.count();
  }

  number(codes) {
    for (const link of this.list.querySelectorAll("[data-number]")) {
      const number = codes.indexOf(link.closest("[data-quoted]").querySelector("[data-code]").dataset.code) + 1;
      link.textContent = `[${number}]`;
      link.setAttribute("aria-label", `出处 ${number}`);
    }
  }

  count() {
    const quoted = [...this.list.children].filter((each) => each.dataset.shape === "quote");
    const fates = quoted.map(fateOf);
    const links = Object.keys(LABELS)
      .filter((fate) => fates.includes(fate))
      .map((fate) => link(fate, quoted.filter((_, at) => fates[at] === fate)));
    const parts = links.flatMap((each, at) => (at ? [" · ", each] : [each]));
    this.place.replaceChildren(...(parts.length ? ["核对出处：", ...parts] : []));
  }
}
