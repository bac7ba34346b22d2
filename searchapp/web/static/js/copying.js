// Text goes to the clipboard as plain and as rich text in one act. An address that is not https is no
// "secure context": there the browser has no clipboard for scripts, and the copy command does it.

/** Put it on the clipboard; whether it is there. */
export async function copy(text) {
  return (await copyByClipboard(text)) || copyByCommand(text);
}

async function copyByClipboard({ plain, html }) {
  if (!navigator.clipboard?.write || !window.ClipboardItem) return false;
  const parts = { "text/plain": plain, "text/html": html };
  const blobs = Object.entries(parts).map(([type, text]) => [type, new Blob([text], { type })]);
  try {
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    return true;
  } catch {
    return false;
  }
}

function copyByCommand({ plain, html }) {
  let isThere = false;
  function put(event) {
    event.clipboardData.setData("text/plain", plain);
    event.clipboardData.setData("text/html", html);
    event.preventDefault();
    event.stopImmediatePropagation();
    isThere = true;
  }
  document.addEventListener("copy", put, { capture: true });
  try {
    document.execCommand("copy");
  } finally {
    document.removeEventListener("copy", put, { capture: true });
  }
  return isThere;
}
