// The outline follows the reading position: the section that one reads is marked in it.

/** So far below the bar at the top stands the line that is being read: where anchors lead to. */
const BELOW_BAR = 32;

/** The entry of the section in which a passage stands: the last that begins at it or before it. */
function entryOf(entries, passage) {
  return entries.findLast((entry) => Number(entry.dataset.passage) <= passage) ?? entries[0];
}

/** The entries round one in which it stands, the nearest first. */
function above(entries, entry) {
  const level = (each) => Number(each.parentElement.className.match(/level-(\d)/)[1]);
  const found = [];
  let least = level(entry);
  for (const each of entries.slice(0, entries.indexOf(entry)).reverse()) {
    if (level(each) >= least) continue;
    least = level(each);
    found.push(each);
  }
  return found;
}

function mark(nav, entries, entry) {
  if (!entry || entry.getAttribute("aria-current") === "location") return;
  for (const each of entries) {
    each.removeAttribute("aria-current");
    each.classList.remove("around");
  }
  entry.setAttribute("aria-current", "location");
  for (const each of above(entries, entry)) each.classList.add("around");
  keepInView(nav, entry);
}

/** Scroll the outline, and nothing else, so far that the entry is to be seen in it. */
function keepInView(nav, entry) {
  const [place, frame] = [entry.getBoundingClientRect(), nav.getBoundingClientRect()];
  if (place.top < frame.top) nav.scrollTop -= frame.top - place.top + frame.height / 3;
  else if (place.bottom > frame.bottom) nav.scrollTop += place.bottom - frame.bottom + frame.height / 3;
}

/** Tell of each passage that comes to cross the line. */
function watch(told) {
  const top = document.querySelector(".bar").offsetHeight + BELOW_BAR;
  const below = Math.max(0, window.innerHeight - top - 1);
  const observer = new IntersectionObserver(
    (seen) => {
      const here = seen.filter((each) => each.isIntersecting).at(-1);
      if (here) told(Number(here.target.id.slice(1)));
    },
    { rootMargin: `-${top}px 0px -${below}px 0px` },
  );
  for (const passage of document.querySelectorAll(".sheet .passage")) observer.observe(passage);
  return observer;
}

/** By these a reader scrolls; after them the section that was chosen is no longer held. */
const SCROLLING = ["wheel", "touchmove", "keydown"];

export function enhance(root) {
  const nav = root.querySelector("nav.outline");
  if (!nav || nav.dataset.live !== undefined) return;
  nav.dataset.live = "";
  const entries = [...nav.querySelectorAll("a[data-passage]")];
  if (entries.length === 0) return;
  let held = false;
  let read = entries[0];
  const hold = (entry) => {
    held = true;
    mark(nav, entries, entry);
  };
  const follow = (passage) => {
    read = entryOf(entries, passage);
    if (!held) mark(nav, entries, read);
  };
  const release = () => {
    held = false;
    mark(nav, entries, read);
  };
  mark(nav, entries, read);
  let observer = watch(follow);
  window.addEventListener("resize", () => {
    observer.disconnect();
    observer = watch(follow);
  });
  for (const way of SCROLLING) document.addEventListener(way, release, { passive: true, capture: true });
  document.addEventListener("passage:reached", (event) => hold(entryOf(entries, event.detail)));
  nav.addEventListener("click", (event) => {
    const entry = event.target.closest("a[data-passage]");
    if (!entry) return;
    if (nav.matches(":popover-open")) nav.hidePopover();
    hold(entry);
  });
  nav.addEventListener("toggle", () => keepInView(nav, nav.querySelector("[aria-current]")));
}
