// How the quotes on the sheet stand to their sources, counted; each count leads to the first of its kind.

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
  }

  show() {
    const quoted = [...this.list.children].filter((each) => each.dataset.shape === "quote");
    const fates = quoted.map(fateOf);
    const links = Object.keys(LABELS)
      .filter((fate) => fates.includes(fate))
      .map((fate) => link(fate, quoted.filter((_, at) => fates[at] === fate)));
    const parts = links.flatMap((each, at) => (at ? [" · ", each] : [each]));
    this.place.replaceChildren(...(parts.length ? ["核对出处：", ...parts] : []));
  }
}
