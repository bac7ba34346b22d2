// What opens over the page closes again: menus by a click elsewhere or Esc, the sheets of a narrow window too.

const OPEN = "details.menu[open]";

function closeMenus(but) {
  for (const menu of document.querySelectorAll(OPEN)) {
    if (!menu.contains(but)) menu.open = false;
  }
}

/** Show one group of facets over the page, in a narrow window; none where it was shown already. */
function toggleSheet(columns, name) {
  const isOpen = columns.dataset.sheet === name;
  if (isOpen) delete columns.dataset.sheet;
  else columns.dataset.sheet = name;
  if (!isOpen) document.querySelector(`#${CSS.escape(name)} h2`).focus();
}

function closeSheet() {
  const columns = document.querySelector("[data-sheet]");
  if (!columns) return;
  const opener = document.querySelector(`[data-open="${CSS.escape(columns.dataset.sheet)}"]`);
  delete columns.dataset.sheet;
  opener?.focus();
}

function click(event) {
  closeMenus(event.target);
  const opener = event.target.closest?.("[data-open]");
  if (opener || event.target.closest?.("[data-close]")) event.preventDefault();
  if (opener) toggleSheet(opener.closest(".columns"), opener.dataset.open);
  else if (event.target.closest?.("[data-close]") || !event.target.closest?.(".facets")) closeSheet();
}

function press(event) {
  if (event.key !== "Escape" || event.isComposing) return;
  const menu = document.querySelector(OPEN);
  closeMenus(null);
  menu?.querySelector("summary").focus();
  closeSheet();
}

document.addEventListener("click", click);
document.addEventListener("keydown", press);

export function enhance() {}
