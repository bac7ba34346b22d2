// From hit to hit with the keyboard.

import { bind } from "./keys.js";

const LINKS = ".hit h2 a, .kwic li > a";

function links() {
  return [...document.querySelectorAll(LINKS)];
}

function current(all) {
  const holder = document.activeElement?.closest(".hit, .kwic li");
  return holder ? all.findIndex((link) => holder.contains(link)) : -1;
}

function step(by) {
  const all = links();
  const next = all[Math.min(Math.max(current(all) + by, 0), all.length - 1)];
  next.focus({ preventScroll: true });
  next.closest("li").scrollIntoView({ block: "nearest" });
}

const isHere = { when: () => links().length > 0 };

bind("j", "下一条结果", () => step(1), isHere);
bind("k", "上一条结果", () => step(-1), isHere);
bind("o", "打开这条结果的原文", () => links()[current(links())]?.click(), isHere);

export function enhance() {}
