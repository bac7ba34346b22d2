// Typing narrows a tree of places: what has the typed characters stays, with what it lies in and what lies in it.
// What is chosen in a tree that scrolls is in sight.

/** Whether something in the entry stays; hides it where nothing does. */
function narrow(entry, typed, isInside) {
  const name = entry.querySelector(":scope > .choice .name")?.textContent ?? "";
  const isNamed = isInside || name.includes(typed);
  const below = entry.querySelectorAll(":scope > ul > li, :scope > details > ul > li");
  const stays = [...below].map((each) => narrow(each, typed, isNamed)).some(Boolean);
  entry.hidden = !(isNamed || stays);
  return !entry.hidden;
}

/** Long lists are open while one looks for something, and then again as they were. */
function openLists(tree, typed) {
  for (const list of tree.querySelectorAll("details.rest")) {
    list.dataset.before ??= String(list.open);
    list.open = typed !== "" || list.dataset.before === "true";
    list.classList.toggle("is-sought", typed !== "");
    if (typed === "") delete list.dataset.before;
  }
}

function filter(field) {
  const typed = field.value.trim();
  const facet = field.closest(".facet");
  const tree = facet.querySelector(field.dataset.filter);
  openLists(tree, typed);
  const stays = [...tree.children].map((each) => narrow(each, typed, false)).some(Boolean);
  facet.querySelector(".none-left").hidden = stays;
}

function showChosen(tree) {
  const chosen = tree.querySelector(".chosen");
  if (!chosen) return;
  const [own, around] = [chosen.getBoundingClientRect(), tree.getBoundingClientRect()];
  if (own.top >= around.top && own.bottom <= around.bottom) return;
  tree.scrollTop += own.top - around.top - around.height / 2;
}

export function enhance(root) {
  for (const tree of root.querySelectorAll(".tree")) showChosen(tree);
  for (const field of root.querySelectorAll("[data-filter]")) {
    field.oninput = (event) => event.isComposing || filter(field);
    field.addEventListener("compositionend", () => filter(field));
    if (field.value) filter(field);
  }
}
