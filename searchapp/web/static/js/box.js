// The box: a mark that clears it, the key that leads to it, and help that closes by itself.

/** Whether a key belongs to an input method: Safari tells of it after the composition has ended. */
export function isComposing(event) {
  return event.isComposing || event.keyCode === 229;
}

/** Enter that chooses a candidate does not search. */
function leaveToInputMethod(event) {
  if (event.key === "Enter" && isComposing(event)) event.preventDefault();
}

function hint() {
  const key = document.createElement("kbd");
  key.className = "hint";
  key.textContent = "/";
  key.setAttribute("aria-hidden", "true");
  return key;
}

function clearer() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "clear";
  button.textContent = "×";
  button.setAttribute("aria-label", "清空");
  return button;
}

function enhanceBox(box) {
  const input = box.querySelector("input[name='q']");
  const [key, clear] = [hint(), clearer()];
  const show = () => {
    clear.hidden = input.value === "";
    key.hidden = input.value !== "";
  };
  clear.addEventListener("click", () => {
    input.value = "";
    input.focus();
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  input.addEventListener("keydown", leaveToInputMethod);
  for (const kind of ["input", "box:filled"]) input.addEventListener(kind, show);
  document.addEventListener("page:changed", show);
  input.after(key, clear);
  show();
}

/** Close what is open beside the box when one goes on elsewhere. */
function closeHelp(event) {
  for (const open of document.querySelectorAll("[data-ways][open]")) {
    const outside = event.type !== "keydown" && !open.contains(event.target);
    if (!outside && event.key !== "Escape") continue;
    if (open.contains(document.activeElement) && !outside) open.querySelector("summary").focus();
    open.open = false;
  }
}

for (const kind of ["click", "focusin", "keydown"]) document.addEventListener(kind, closeHelp);

export function enhance(root) {
  for (const box of root.querySelectorAll("[data-box]:not([data-enhanced])")) {
    box.dataset.enhanced = "";
    enhanceBox(box);
  }
}
