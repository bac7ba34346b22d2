// A search is saved without leaving its page; where anything else happens, the browser goes on as it would.

/** Where the answer leads if the search is saved; null if it is not. */
async function saved(form) {
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  const isSaved = answer.ok && new URL(answer.url).searchParams.has("saved");
  return isSaved ? answer.url : null;
}

function said(address) {
  const link = document.createElement("a");
  link.href = address;
  link.className = "is-saved";
  link.setAttribute("role", "status");
  link.textContent = "已保存，去看常用";
  return link;
}

async function save(event) {
  event.preventDefault();
  const form = event.target;
  const button = form.querySelector("button");
  button.disabled = true;
  const address = await saved(form).catch(() => null);
  button.disabled = false;
  if (address === null) return form.submit();
  const link = said(address);
  form.closest("details").replaceWith(link);
  link.focus();
}

export function enhance(root) {
  for (const form of root.querySelectorAll("form[data-save]:not([data-enhanced])")) {
    form.dataset.enhanced = "";
    form.addEventListener("submit", save);
  }
}
